import type { Finding, Place, Span } from "../../base/finding.ts";

/** A finding about a file of the user, with the line and column where it begins, both from 1. */
export interface YamlFinding extends Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What there is to say about a stretch of a file. */
export interface YamlProblem {
  readonly code: string;
  readonly severity?: Finding["severity"];
  readonly span: Span;
  /** Path of the thing in words of the file: `kpis.ORDER_VALUE.pql`. */
  readonly pointer?: string;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  readonly fix?: Finding["fix"];
}

export interface YamlFile {
  /** Path as the user knows it, with `/`. */
  readonly path: string;
  readonly text: string;
}

export function yamlFinding(file: YamlFile, problem: YamlProblem): YamlFinding {
  const { span, pointer, severity = "error", fix, ...words } = problem;
  const end = Math.min(span.end, file.text.length);
  const inside = { start: Math.min(span.start, end), end };
  const place: Place = pointer === undefined ? { span: inside } : { span: inside, pointer };
  return {
    ...words,
    severity,
    place,
    file: file.path,
    ...lineAndColumn(file.text, inside.start),
    ...(fix === undefined ? {} : { fix }),
  };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
