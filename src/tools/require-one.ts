import { Refusal } from "../base/errors.ts";

/** Refuses when none of the arguments that could carry the content was sent. */
export function requireOne(
  tool: string,
  input: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  if (names.some((name) => input[name] !== undefined)) return;
  throw new Refusal(
    "invalid-argument",
    `${names[0]} is required`,
    `${tool} was called without any of ${names.map((name) => `\`${name}\``).join(", ")}.`,
    `Send one of them.`,
  );
}
