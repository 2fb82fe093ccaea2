import { Composer, type CST, type Document, Parser } from "yaml";
import type { Limits } from "../../base/limits.ts";
import { type YamlFile, type YamlFinding, yamlFinding, type YamlProblem } from "./yaml-finding.ts";
import { buildYamlTree } from "./build-yaml-tree.ts";
import type { YamlTree } from "./yaml-tree.ts";

export type YamlLimits = Pick<Limits, "yamlBytesMax" | "yamlDepthMax" | "yamlNodesMax">;

export type YamlResult =
  | { readonly ok: true; readonly tree: YamlTree; readonly warnings: readonly YamlFinding[] }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/** So many errors help; beyond them the rest is noise. */
const errorsMax = 50;

/**
 * Reads one YAML document (1.2, or JSON) as plain data with places. It never throws, whatever the text is: depth is
 * measured before anything descends, and what aliases repeat counts as if it had been written out.
 */
export function readYaml(file: YamlFile, limits: YamlLimits): YamlResult {
  const { text } = file;
  const fail = (problem: YamlProblem): YamlResult => ({
    ok: false,
    findings: [yamlFinding(file, problem)],
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.yamlBytesMax) return fail(tooLarge(bytes, limits.yamlBytesMax));
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeep(tokens, limits.yamlDepthMax);
  if (deep !== undefined) return fail(deep);
  const documents = [
    ...new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: "error" }).compose(tokens),
  ];
  const problems = documents.flatMap((document) => document.errors.map(syntaxProblem));
  if (problems.length > 0) {
    return {
      ok: false,
      findings: problems.slice(0, errorsMax).map((problem) => yamlFinding(file, problem)),
    };
  }
  const [document, second] = documents;
  if (second !== undefined) return fail(twoDocuments(second));
  if (document === undefined || document.contents === null) return fail(emptyText(text));
  const built = buildYamlTree(document.contents, limits);
  if (!built.ok) {
    return {
      ok: false,
      findings: built.problems.slice(0, errorsMax).map((problem) => yamlFinding(file, problem)),
    };
  }
  const warnings = document.warnings.map(({ pos, message }) =>
    yamlFinding(file, {
      code: "unknown-tag",
      severity: "warning",
      span: { start: pos[0], end: pos[1] },
      error: "This YAML tag means nothing here.",
      reason: `Expected plain YAML; found ${message.toLowerCase()}.`,
      resolution: "Remove the word that begins with `!`.",
    }),
  );
  return { ok: true, tree: built.tree, warnings };
}

function tooLarge(bytes: number, most: number): YamlProblem {
  return {
    code: "too-large",
    span: { start: 0, end: 0 },
    error: "The file is too large.",
    reason: `A YAML file may have at most ${most} bytes (limit \`yamlBytesMax\`); this one has ${bytes}.`,
    resolution: "Split it into several files in one folder.",
  };
}

/** Walks the tokens without recursion, since how deep they are is what it is about to find out. */
function tooDeep(tokens: readonly CST.Token[], most: number): YamlProblem | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > most) return deepProblem(token, most);
    if (token.type === "document" && token.value !== undefined) {
      open.push({ token: token.value, depth });
    }
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== null && key !== undefined) open.push({ token: key, depth: depth + 1 });
      if (value !== undefined) open.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

function deepProblem(token: CST.Token, most: number): YamlProblem {
  const start = "offset" in token ? token.offset : 0;
  return {
    code: "too-deep",
    span: { start, end: start + 1 },
    error: "The YAML is nested too deeply.",
    reason: `Expected at most ${most} levels (limit \`yamlDepthMax\`); here begins another.`,
    resolution: "Write it flatter; nothing that is read here needs such nesting.",
  };
}

function twoDocuments(second: Document.Parsed): YamlProblem {
  const start = second.range[0];
  return {
    code: "not-yaml",
    span: { start, end: start + 1 },
    error: "The file holds more than one YAML document.",
    reason: "Expected one document; found `---` and another one.",
    resolution: "Put each into a file of its own.",
  };
}

function emptyText(text: string): YamlProblem {
  return {
    code: "not-yaml",
    span: { start: 0, end: text.length },
    error: "The file is empty.",
    reason: "Expected a YAML map of keys and values; found nothing but white space or comments.",
    resolution: "Write the definition, or remove the file.",
  };
}

function syntaxProblem(error: Document["errors"][number]): YamlProblem {
  return {
    code: "not-yaml",
    span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) },
    error: "The text is not valid YAML here.",
    reason: `Expected YAML 1.2; found this: ${error.message}.`,
    resolution: advice[error.code] ?? quotesAdvice,
  };
}

const quotesAdvice =
  'Check indentation and quotes here. PQL holds quotes itself, so write it in single quotes, `pql: \'COUNT("CASES"."ID")\'`, or on the lines below `pql: |`.';

const advice: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces; YAML takes no tabs there.",
  BAD_INDENT: "Indent the keys of one map alike, with spaces.",
  BAD_ALIAS:
    "An alias `*name` needs an anchor `&name` before it. Quote the text if it only looks like one.",
  BAD_SCALAR_START:
    "Put the text in single quotes: it begins with a character that means something in YAML.",
  BAD_DQ_ESCAPE: "Within double quotes write a backslash as `\\\\`, or use single quotes.",
};
