import { Refusal } from "../../base/errors.ts";
import type { CliContext } from "../cli-context.ts";

/** Characters of one secret that is typed or piped in. */
const lengthMax = 1024 * 1024;

/** A secret from the standard input: all of it when it is piped, one line that is not shown when it is typed. */
export async function readSecret(
  { input, writeError }: CliContext,
  field: string,
): Promise<string> {
  if (!input.isTTY) return (await readAll(input)).replace(/\r?\n$/, "");
  writeError(`${field}: `);
  input.setRawMode(true);
  try {
    return await readLine(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    writeError("\n");
  }
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  let text = "";
  input.setEncoding("utf8");
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > lengthMax) throw tooLong();
  }
  return text;
}

async function readLine(input: NodeJS.ReadStream): Promise<string> {
  let line = "";
  input.setEncoding("utf8");
  for await (const chunk of input) {
    for (const character of String(chunk)) {
      if (character === "\r" || character === "\n" || character === "\u0004") return line;
      if (character === "\u0003") throw givenUp();
      line = character === "\u007f" ? line.slice(0, -1) : line + character;
      if (line.length > lengthMax) throw tooLong();
    }
  }
  return line;
}

function givenUp(): Refusal {
  return new Refusal("stopped", "Nothing was entered.", "The input was broken off.", "Try again.");
}

function tooLong(): Refusal {
  return new Refusal(
    "too-large",
    "The secret is too long.",
    `Expected at most ${lengthMax} characters.`,
    "Pipe the secret alone into the command.",
  );
}
