import { findingAt, Problem } from "./problem.ts";

/** What to say of a template literal, which the language does not have: the same text by `+`. */
export function templateProblem(source: string, start: number): Problem {
  const close = source.indexOf("`", start + 1);
  const end = close < 0 ? source.length : close + 1;
  const body = source.slice(start + 1, close < 0 ? source.length : close);
  const replacement = concatenation(body);
  return new Problem(
    findingAt(
      { start, end },
      "expression-unsupported",
      "Template literals are not supported.",
      "A text stands in single or double quotes.",
      `Write ${replacement}.`,
      { summary: "Concatenate with +", replacement },
    ),
  );
}

/** `a${b}c` as `'a' + b + 'c'`; a part that is more than a path goes into parentheses. */
function concatenation(body: string): string {
  const parts = body.split(/\$\{([^}]*)\}/);
  const written = parts.flatMap((part, index) => {
    if (index % 2 === 1) return [/^[\w$.]+$/.test(part) ? part : `(${part})`];
    return part === "" && index > 0 ? [] : [quote(part)];
  });
  return written.length === 1 ? (written[0] ?? "''") : written.join(" + ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}'`;
}
