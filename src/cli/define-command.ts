import type { CliContext } from "./cli-context.ts";

/** A command of `slipway`, in a file of its own. Flags are as commander writes them: `--port <number>`. */
export interface Command {
  /** Words after `slipway`: `serve`, `token create`. */
  readonly name: string;
  readonly summary: string;
  /** Positional arguments: `<file.slp>`. */
  readonly arguments: readonly CommandArgument[];
  readonly options: readonly CommandOption[];
  /** Runs it; the number is the exit code. What it refuses it throws. */
  readonly run: (context: CliContext, input: CommandInput) => Promise<number>;
}

export interface CommandArgument {
  readonly name: string;
  readonly help: string;
}

export interface CommandOption {
  readonly flags: string;
  readonly help: string;
  /** May be given several times; the values are a list. */
  readonly repeats?: boolean;
}

/** What was typed: positional arguments, and options by their camel-cased long names. */
export interface CommandInput {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** The value of an option that takes one. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === "string" ? value : undefined;
}

/** The values of an option that may be repeated. */
export function listOption(input: CommandInput, name: string): readonly string[] {
  const value = input.options[name];
  return typeof value === "object" ? value : [];
}
