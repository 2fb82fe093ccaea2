import type { Finding, Span } from "../../base/finding.ts";
import { literalEnd } from "./balanced-text.ts";
import type { CompiledInner } from "./json-path.ts";
import type { PathCursor } from "./path-cursor.ts";
import { PathSyntaxProblem, refusePath } from "./path-finding.ts";

/** The expression between `start` and `end` of the source, made ready. `@` in it stands for `value`. */
export function readInner(cursor: PathCursor, start: number, end: number): CompiledInner {
  const written = cursor.source.slice(start, end);
  if (cursor.compile === undefined) return refuseInner(start, end);
  if (written.trim() === "") return refuseEmptyInner(start, end);
  const { text, replaced } = withValueForAt(written);
  const compiled = cursor.compile(text);
  if (!("findings" in compiled)) return compiled;
  throw new PathSyntaxProblem(
    compiled.findings.map((finding) => placedIn(finding, start, end, replaced)),
  );
}

/** The expression with `value` for each `@` outside string literals, and where the new text has them. */
export function withValueForAt(written: string): {
  readonly text: string;
  readonly replaced: readonly number[];
} {
  const replaced: number[] = [];
  let text = "";
  for (let at = 0; at < written.length; at++) {
    const char = written.charAt(at);
    if (char === "'" || char === '"') {
      const close = literalEnd(written, at, written.length);
      text += written.slice(at, close + 1);
      at = close;
    } else if (char === "@") {
      replaced.push(text.length);
      text += "value";
    } else text += char;
  }
  return { text, replaced };
}

function placedIn(
  finding: Finding,
  start: number,
  end: number,
  replaced: readonly number[],
): Finding {
  const inner = finding.place.span ?? { start: 0, end: end - start };
  const span: Span = {
    start: Math.min(end, start + originalOffset(inner.start, replaced)),
    end: Math.min(end, start + originalOffset(inner.end, replaced)),
  };
  return { ...finding, place: { ...finding.place, span } };
}

/** Where a position of the text with `value` was in the text with `@`. */
function originalOffset(position: number, replaced: readonly number[]): number {
  let shift = 0;
  for (const at of replaced) {
    if (position <= at) break;
    shift += Math.min("value".length - 1, position - at - 1);
  }
  return position - shift;
}

function refuseInner(start: number, end: number): never {
  return refusePath({
    code: "path-expression-not-allowed",
    span: { start, end },
    error: "This JSONPath cannot hold an expression",
    reason:
      "Expected names, indexes, `*`, slices and unions only, found an expression in brackets.",
    resolution:
      "Use a path such as `$.items[*]`, and choose among the elements with a Filter Snap.",
  });
}

function refuseEmptyInner(start: number, end: number): never {
  return refusePath({
    code: "path-expression-missing",
    span: { start, end },
    error: "An expression is missing in the JSONPath",
    reason: "Expected an expression about `value` between the brackets, found none.",
    resolution: "Write one, as in `$.items[?(value.price > 10)]` or `$.items[(value.length)]`.",
  });
}
