import { readFile, writeFile } from "node:fs/promises";
import { Refusal } from "../base/errors.ts";
import type { CliContext } from "./cli-context.ts";

/** The text of a file that the user names. */
export async function readTextFile(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) return text;
  throw new Refusal(
    "not-found",
    `Cannot read "${path}"`,
    "There is no such file, or it may not be read.",
    "Check the path; it is taken from the directory that the command runs in.",
  );
}

/** Writes the text to a file, or to the standard output when none is named. */
export async function writeText(
  context: CliContext,
  path: string | undefined,
  text: string,
): Promise<void> {
  if (path === undefined) {
    context.write(text);
    return;
  }
  await writeFile(path, text).catch((thrown: unknown) => {
    throw new Refusal(
      "invalid-argument",
      `Cannot write "${path}"`,
      thrown instanceof Error ? thrown.message : "The file could not be written.",
      "Give -o a path in a directory that exists and may be written.",
    );
  });
}
