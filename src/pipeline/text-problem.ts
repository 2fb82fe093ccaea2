import type { Finding } from "../base/finding.ts";
import type { Limits } from "../base/limits.ts";
import { type JsonTree } from "./json-tree.ts";
import { type JsonProblem, parseJsonTree } from "./parse-json-tree.ts";
import { leafValue } from "./tree-access.ts";

export type ReadLimits = Pick<Limits, "slpBytesMax" | "pipelineSnapsMax" | "jsonDepthMax">;

/** A text read as JSON, or the finding that says why it cannot be. */
export type TextResult =
  | { readonly ok: true; readonly tree: JsonTree }
  | { readonly ok: false; readonly finding: Finding };

/** Reads the text of an SLP or a project export as a JSON object, and knows the usual things that are given instead. */
export function readJsonText(text: string, limits: ReadLimits): TextResult {
  const problem = sizeProblem(text, limits) ?? pathProblem(text) ?? encodedProblem(text);
  if (problem !== undefined) return { ok: false, finding: problem };
  const result = parseJsonTree(text, limits.jsonDepthMax);
  if (!result.ok) return { ok: false, finding: jsonProblem(text, result.problem) };
  if (result.tree.kind === "leaf" && result.tree.text.startsWith('"')) {
    return { ok: false, finding: quotedProblem(String(leafValue(result.tree.text))) };
  }
  return result;
}

function sizeProblem(text: string, limits: ReadLimits): Finding | undefined {
  const size = Buffer.byteLength(text);
  if (size <= limits.slpBytesMax) return undefined;
  return {
    code: "too-large",
    severity: "error",
    place: {},
    error: "The SLP is too large.",
    reason: `An SLP may have at most ${limits.slpBytesMax} bytes (limit \`slpBytesMax\`); this one has ${size}.`,
    resolution:
      "Move data that stands in generators into files, or split the pipeline with Pipeline Execute.",
  };
}

const pathStart = /^(?:~?\/|\.{1,2}[/\\]|[A-Za-z]:[/\\]|\\\\|(?:file|sldb|https?|s3):)/;

function pathProblem(text: string): Finding | undefined {
  const line = text.trim();
  const looksLikePath =
    line.length < 4096 &&
    !/[\n\r{}"]/.test(line) &&
    !/^\/[/*]/.test(line) &&
    (pathStart.test(line) || /^[^[\]<>]+\.(?:slp|json|zip)$/i.test(line));
  if (!looksLikePath) return undefined;
  return {
    code: "path-as-content",
    severity: "error",
    place: { span: { start: text.indexOf(line), end: text.indexOf(line) + line.length } },
    error: "A path was given where the content of an SLP is expected.",
    reason: `Expected the JSON text of a pipeline, which begins with "{"; found the path \`${line.slice(0, 200)}\`, and a path is not followed here.`,
    resolution: "Read the file and pass its whole text as the content.",
  };
}

function encodedProblem(text: string): Finding | undefined {
  const start = text.trimStart();
  const head = start.slice(0, 200);
  if (head.startsWith("PK\u0003\u0004") || head.startsWith("UEsDB")) {
    return notJson(
      "Expected the JSON text of a pipeline; found a zip archive.",
      "If it is a project export, unzip it: the pipelines stand in its `export.json`.",
    );
  }
  if (start.length >= 24 && /^(?:77u\/)?e[wy][A-Za-z0-9+/=\s]*$/.test(head)) {
    return notJson(
      "Expected the JSON text of a pipeline; found text in Base64.",
      "Decode the text first, or say that its encoding is base64.",
    );
  }
  if (/^<(?:!doctype|html|\?xml)/i.test(head)) {
    return notJson(
      "Expected the JSON text of a pipeline; found HTML or XML, perhaps a login or error page.",
      "Export the pipeline again from the Designer and give the `.slp` file's text.",
    );
  }
  if (start === "" || start === "\uFEFF") {
    return notJson(
      "Expected the JSON text of a pipeline; found nothing.",
      "Give the whole text of the `.slp` file.",
    );
  }
  return undefined;
}

function notJson(reason: string, resolution: string): Finding {
  return {
    code: "not-json",
    severity: "error",
    place: {},
    error: "The SLP is not JSON.",
    reason,
    resolution,
  };
}

function jsonProblem(text: string, problem: JsonProblem): Finding {
  const before = text.slice(0, problem.offset);
  const line = before.split("\n").length;
  const column = problem.offset - before.lastIndexOf("\n");
  const place = { span: { start: problem.offset, end: Math.min(problem.offset + 1, text.length) } };
  const where = `line ${line}, column ${column}`;
  if (problem.kind === "depth") {
    return {
      code: "too-deep",
      severity: "error",
      place,
      error: "The SLP is nested too deeply.",
      reason: `Expected ${problem.expected} (limit \`jsonDepthMax\`); found ${problem.found} at ${where}.`,
      resolution: "Give the SLP as it was exported; no pipeline needs such nesting.",
    };
  }
  return {
    code: "not-json",
    severity: "error",
    place,
    error: `The SLP is not JSON: see ${where}.`,
    reason: `Expected ${problem.expected}; found ${problem.found} at ${where}.`,
    resolution:
      problem.advice === "" ? "Mend the JSON there, or export the pipeline again." : problem.advice,
  };
}

function quotedProblem(content: string): Finding {
  const path = pathProblem(content);
  if (path !== undefined) return { ...path, place: {} };
  return {
    code: "not-a-pipeline",
    severity: "error",
    place: {},
    error: "The SLP is a JSON string, not a JSON object.",
    reason: content.trimStart().startsWith("{")
      ? "Expected an object; found a string that holds JSON: the text was encoded twice."
      : "Expected an object with `snap_map`, `link_map` and `property_map`; found a string.",
    resolution: "Give the SLP's text itself, not quoted once more.",
  };
}
