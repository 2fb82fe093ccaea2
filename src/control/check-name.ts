import { Refusal } from "../base/errors.ts";

/** Bytes of one name in UTF-8; what file systems and the platform take. */
const nameBytesMax = 255;

/** A name of an asset: no slash, no control character, not `.` or `..`, no blank at its ends. */
export function checkName(kind: string, argument: string, name: string): string {
  const problem = nameProblem(name);
  if (problem === undefined) return name;
  throw new Refusal(
    "invalid-argument",
    `${JSON.stringify(shorten(name))} is no name for a ${kind}.`,
    `Expected 1 to ${nameBytesMax} bytes without slashes and control characters; ${problem}.`,
    resolution(argument, name),
  );
}

/** What comes after the slashes is most often the name that is meant. */
function resolution(argument: string, name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last !== name && isName(last)
    ? `Pass "${argument}": ${JSON.stringify(shorten(last))}; folders are named by \`project_path\`.`
    : `Pass another \`${argument}\`, such as "orders-2026". Folders are named by \`project_path\`.`;
}

export function isName(name: string): boolean {
  return nameProblem(name) === undefined;
}

function nameProblem(name: string): string | undefined {
  if (name === "") return "it is empty";
  if (name === "." || name === "..") return "it means a directory";
  if (/[/\\]/.test(name)) return "it has a slash";
  if (/\p{Cc}/u.test(name)) return "it has a control character";
  if (!name.isWellFormed()) return "it has half a character";
  if (name !== name.trim()) return "it begins or ends with a blank";
  const size = Buffer.byteLength(name);
  return size > nameBytesMax ? `it has ${size} bytes` : undefined;
}

function shorten(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
