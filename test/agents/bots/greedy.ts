import { withoutArguments } from "../apply-advice.ts";
import type { Bot, Mind } from "../bot.ts";
import { connectSdk } from "../connection.ts";
import type { Call } from "../task.ts";
import { exactMind } from "./exact.ts";

/** The most that each tool can be asked for. */
const most: Readonly<Record<string, (args: Call["args"]) => Call["args"]>> = {
  validate_pipeline: (args) => ({ ...args, detail: "full" }),
  list_sldb_files: (args) => ({ ...withoutArguments(args, ["name_contains"]), limit: 1000 }),
  download_sldb_file: (args) => ({ ...args, max_bytes: 1024 * 1024 }),
  pygen_query_pipeline_examples: (args) => ({ ...args, limit: 10 }),
};

export const greedyMind: Mind = {
  ...exactMind,
  say: ({ tool, args }) => ({ tool, args: most[tool]?.(args) ?? args }),
};

export const greedy: Bot = {
  name: "greedy",
  summary: "asks for everything: full detail, the largest pages, no filters",
  correctionsMax: 0,
  connect: connectSdk,
  think: () => greedyMind,
};
