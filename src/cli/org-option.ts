import { Refusal } from "../base/errors.ts";
import { type CommandInput, textOption } from "./define-command.ts";

export const orgOption = {
  flags: "--org <name>",
  help: "Organization that it belongs to.",
} as const;

export const groupOption = {
  flags: "--group <name>",
  help: "Group that policies of knowledge models speak of; may be repeated.",
  repeats: true,
} as const;

/** The org that the command is about. */
export function orgOf(input: CommandInput): string {
  const org = textOption(input, "org");
  if (org !== undefined && org !== "") return org;
  throw new Refusal(
    "org-required",
    "Organization is required",
    "Expected the option --org; found none.",
    "Write --org myOrg, for example.",
  );
}
