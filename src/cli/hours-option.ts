import { Refusal } from "../base/errors.ts";
import { type CommandInput, textOption } from "./define-command.ts";

/** Milliseconds of an option in hours; nothing when it was not given. */
export function hoursOption(input: CommandInput, name: string, flag: string): number | undefined {
  const hours = textOption(input, name);
  if (hours === undefined) return undefined;
  const number = Number(hours);
  if (number > 0 && Number.isFinite(number)) return Math.round(number * 60 * 60 * 1000);
  throw new Refusal(
    "invalid-argument",
    `Cannot use ${flag} ${hours}`,
    "Expected a number above 0.",
    `Write ${flag} 8, for example.`,
  );
}
