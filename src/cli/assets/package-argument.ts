import type { CommandInput } from "../define-command.ts";

export const packageArgument = { name: "<package>", help: "Key of the package." } as const;

/** The path of the package below that of all packages. */
export function packagePath(input: CommandInput): string {
  return `/${encodeURIComponent(input.arguments[0] ?? "")}`;
}
