import { Command as Program } from "commander";
import { commands } from "./commands/catalog.gen.ts";
import type { CliContext } from "./cli-context.ts";
import type { Command, CommandInput } from "./define-command.ts";

/** Runs the command that `args` name. The number is the exit code; 2 when the words make no command. */
export async function runProgram(
  args: readonly string[],
  context: CliContext,
  version: string,
): Promise<number> {
  let exitCode = 2;
  const program = new Program("slipway")
    .description("Integration pipelines and governed business data for AI agents, over MCP.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: context.writeError });
  for (const command of commands) {
    add(program, command, async (input) => {
      exitCode = await command.run(context, input);
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (isCommanderExit(thrown)) return thrown.exitCode === 0 ? 0 : 2;
    throw thrown;
  }
  return exitCode;
}

function add(
  program: Program,
  command: Command,
  run: (input: CommandInput) => Promise<void>,
): void {
  const words = command.name.split(" ");
  const leaf = words.at(-1) ?? command.name;
  const parent = words.slice(0, -1).reduce(groupOf, program);
  const built = parent.command(leaf).description(command.summary).showHelpAfterError();
  for (const { name, help } of command.arguments) built.argument(name, help);
  for (const { flags, help, repeats } of command.options) {
    if (repeats === true)
      built.option(flags, help, (value: string, all: readonly string[]) => [...all, value], []);
    else built.option(flags, help);
  }
  built.action(() => run({ arguments: built.args, options: built.opts() }));
}

/** The group `token` of `token create`, made when it is not there yet. */
function groupOf(parent: Program, word: string): Program {
  return (
    parent.commands.find((one) => one.name() === word) ??
    parent.command(word).description(`The commands of \`${word}\`.`)
  );
}

function isCommanderExit(thrown: unknown): thrown is { exitCode: number } {
  return thrown instanceof Error && "exitCode" in thrown && typeof thrown.exitCode === "number";
}
