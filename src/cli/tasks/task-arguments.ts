import { Refusal } from "../../base/errors.ts";
import { assetOptions } from "../assets/open-asset-client.ts";
import type { CommandInput } from "../define-command.ts";

/** Flags of every command about tasks: paths begin with the organization. */
export const taskOptions = assetOptions.filter(({ flags }) => !flags.startsWith("--org"));

export const taskArgument = {
  name: "<path>",
  help: "The task: /org/project/name.",
} as const;

/** The path of a task as a URL has it. */
export function taskPath(input: CommandInput): string {
  const names = namesIn(input.arguments[0] ?? "");
  if (names.length >= 3) return encoded(names);
  throw new Refusal(
    "invalid-argument",
    "The path of the task is too short",
    `Expected /org/project/name; found ${JSON.stringify(input.arguments[0] ?? "")}.`,
    "Write /myOrg/myProject/myTask, for example.",
  );
}

/** The project of a task, and its name. */
export function taskPlace(input: CommandInput): {
  readonly project: string;
  readonly name: string;
} {
  taskPath(input);
  const names = namesIn(input.arguments[0] ?? "");
  return { project: encoded(names.slice(0, -1)), name: names.at(-1) ?? "" };
}

export function encoded(names: readonly string[]): string {
  return names.map(encodeURIComponent).join("/");
}

export function namesIn(path: string): readonly string[] {
  return path.split("/").filter((name) => name !== "");
}
