import { Refusal } from "../../base/errors.ts";
import type { AccountTarget } from "../../control/accounts/accounts.ts";
import { type CommandInput, listOption, textOption } from "../define-command.ts";
import { readTextFile } from "../text-file.ts";

/** The first argument of most commands about accounts. */
export const accountArgument = {
  name: "<account>",
  help: "`/org/project/name`, or a name with --org and --project.",
} as const;

/** Options that say where an account is. */
export const accountOptions = [
  { flags: "--org <name>", help: "Organization of the account." },
  {
    flags: "--project <path>",
    help: "Project of the account, such as `shared` or `Team/project`.",
  },
] as const;

/** Options that give values. Secrets come from files or the environment: the words of a command are seen by others. */
export const valueOptions = [
  {
    flags: "--set <key=value>",
    help: "A value that is no secret; may be repeated.",
    repeats: true,
  },
  {
    flags: "--secret-file <key=file>",
    help: "A secret that stands in a file; may be repeated.",
    repeats: true,
  },
  {
    flags: "--secret-env <key=name>",
    help: "A secret that an environment variable has; may be repeated.",
    repeats: true,
  },
] as const;

/** The account that the first argument names. */
export function accountTarget(input: CommandInput): AccountTarget {
  const given = input.arguments[0] ?? "";
  return {
    ...(given.includes("/") ? { path: given } : { name: given }),
    org: textOption(input, "org"),
    projectPath: textOption(input, "project"),
  };
}

/** A new account's place: the folders of its path, or the options. */
export function accountPlace(input: CommandInput): {
  readonly org: string | undefined;
  readonly projectPath: string | undefined;
  readonly name: string;
} {
  const given = input.arguments[0] ?? "";
  const names = given.split("/").filter((name) => name !== "");
  const name = names.at(-1) ?? "";
  if (given.startsWith("/") && names.length > 2)
    return { org: names[0], projectPath: names.slice(1, -1).join("/"), name };
  return { org: textOption(input, "org"), projectPath: textOption(input, "project"), name: given };
}

/** Values by key from `--set`, `--secret-file` and `--secret-env`. */
export async function accountValues(
  input: CommandInput,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, unknown>>> {
  const values = new Map<string, unknown>(pairs(input, "set", "--set"));
  for (const [key, file] of pairs(input, "secretFile", "--secret-file"))
    values.set(key, (await readTextFile(file)).replace(/\r?\n$/, ""));
  for (const [key, name] of pairs(input, "secretEnv", "--secret-env")) {
    const value = environment[name];
    if (value === undefined || value === "") throw notInEnvironment(name);
    values.set(key, value);
  }
  return Object.fromEntries(values);
}

/** Refuses secrets among the words of the command. */
export function refuseSpokenSecrets(input: CommandInput, secretKeys: ReadonlySet<string>): void {
  const spoken = pairs(input, "set", "--set").find(([key]) => secretKeys.has(key));
  if (spoken === undefined) return;
  throw new Refusal(
    "invalid-argument",
    `The secret "${spoken[0]}" does not belong on the command line.`,
    "Others see the words of a command, and the shell keeps them.",
    `Give it with --secret-file ${spoken[0]}=FILE or --secret-env ${spoken[0]}=VARIABLE, or later with \`slipway account set-secret\`.`,
  );
}

/** Does not repeat what it cannot read: it may be a secret. */
function pairs(input: CommandInput, option: string, flag: string): [string, string][] {
  return listOption(input, option).map((text) => {
    const equals = text.indexOf("=");
    if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
    throw new Refusal(
      "invalid-argument",
      `A value of ${flag} cannot be read.`,
      'Expected key=value; found no "=" after a key.',
      `Write ${flag} key=value.`,
    );
  });
}

function notInEnvironment(name: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `The environment variable ${JSON.stringify(name)} has no value.`,
    "Expected the name of a variable that has the secret.",
    "Set the variable, or give the secret with --secret-file.",
  );
}
