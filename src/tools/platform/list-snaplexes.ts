import { z } from "zod";
import { answerCharacters } from "../answer-limits.ts";
import { org } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { whereOf } from "../where-of.ts";

const snaplexSchema = z.object({
  name: z.string(),
  path: z.string(),
  runtime_path_id: z.string(),
  location: z.string(),
  environment: z.string(),
  status: z.enum(["up", "down"]),
  nodes_running: z.int(),
  nodes_down: z.int(),
});

export default defineTool({
  name: "list_snaplexes",
  toolset: "platform",
  title: "List Snaplexes",
  description:
    "Lists the Snaplexes (runtimes) of an org with status and runtime_path_id, the value for snaplex_path.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: { org },
  example: { org: "myOrg" },
  response: z.object({ snaplexes: z.array(snaplexSchema), omitted: z.int().optional() }),
  async run(call, input) {
    const all = await call.control.snaplexes.list(call.caller, whereOf(call, input).org);
    const { items, omitted } = takeWithin(
      all.map((snaplex) => ({
        name: snaplex.name,
        path: snaplex.path,
        runtime_path_id: snaplex.runtimePathId,
        location: snaplex.location,
        environment: snaplex.environment,
        status: snaplex.status,
        nodes_running: snaplex.nodesRunning,
        nodes_down: snaplex.nodesDown,
      })),
      answerCharacters.list,
    );
    return { snaplexes: [...items], ...(omitted === 0 ? {} : { omitted }) };
  },
});
