import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Span } from "../../base/finding.ts";
import type { YamlProblem } from "./yaml-finding.ts";
import type { YamlLimits } from "./read-yaml.ts";
import type { YamlEntry, YamlTree } from "./yaml-tree.ts";

export type BuiltTree =
  | { readonly ok: true; readonly tree: YamlTree }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

/**
 * The nodes of the YAML library as a tree of ours. What an alias repeats is shared, not copied, but counts in full, so
 * that whoever walks the tree later meets at most `yamlNodesMax` nodes and `yamlDepthMax` levels.
 */
export function buildYamlTree(root: Node, limits: YamlLimits): BuiltTree {
  const builder = new Builder(limits);
  const built = builder.build(root, 0);
  if (builder.problems.length > 0) return { ok: false, problems: builder.problems };
  return { ok: true, tree: built.tree };
}

interface Built {
  readonly tree: YamlTree;
  /** Nodes, with those that aliases repeat. */
  readonly size: number;
  /** Levels below it. */
  readonly height: number;
}

class Builder {
  readonly problems: YamlProblem[] = [];
  readonly #limits: YamlLimits;
  readonly #anchors = new Map<string, Built | "open">();
  #overflown = false;

  constructor(limits: YamlLimits) {
    this.#limits = limits;
  }

  build(node: Node, depth: number): Built {
    if (isAlias(node)) return this.#alias(node.source, spanOf(node), depth);
    const anchor = "anchor" in node && typeof node.anchor === "string" ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    const built = this.#plain(node, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, built);
    if (built.size > this.#limits.yamlNodesMax) this.#overflow(built.tree.span);
    return built;
  }

  #plain(node: Node, depth: number): Built {
    if (isMap(node)) return this.#map(node.items, spanOf(node), depth);
    if (isSeq(node)) return this.#list(node.items, spanOf(node), depth);
    return { tree: this.#scalar(node), size: 1, height: 0 };
  }

  #scalar(node: Node): YamlTree {
    const span = spanOf(node);
    const value: unknown = isScalar(node) ? node.value : null;
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.#report(span, "not-yaml", "This is no finite number.", {
        reason: "Expected a number that can be counted with; found infinity or not-a-number.",
        resolution: "Write a number, or put quotes around it if it is text.",
      });
      return { kind: "scalar", value: null, span };
    }
    const known =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return { kind: "scalar", value: known ? value : null, span };
  }

  #list(items: readonly unknown[], span: Span, depth: number): Built {
    const children = items.filter(isNode).map((item) => this.build(item, depth + 1));
    return sum({ kind: "list", items: children.map(({ tree }) => tree), span }, children);
  }

  #map(pairs: readonly Pair[], span: Span, depth: number): Built {
    const entries = new Map<string, YamlEntry>();
    const children: Built[] = [];
    for (const { key, value } of pairs) {
      const keySpan = isNode(key) ? spanOf(key) : span;
      const name = isScalar(key) ? textOf(key.value) : undefined;
      if (name === undefined) {
        this.#report(keySpan, "not-yaml", "A key has to be a plain text.", {
          reason:
            "Expected a name followed by a colon; found an empty key, a list, a map or an alias.",
          resolution: "Write the key as a plain word.",
        });
        continue;
      }
      if (entries.has(name)) {
        this.#report(
          keySpan,
          "duplicate-key",
          `The key \`${name.slice(0, 100)}\` stands twice in one map.`,
          {
            reason: "Expected each key once; found it again here.",
            resolution: "Remove one of the two, or rename it.",
          },
        );
        continue;
      }
      const child = isNode(value)
        ? this.build(value, depth + 1)
        : { tree: nothing(keySpan), size: 1, height: 0 };
      children.push(child);
      entries.set(name, { keySpan, value: child.tree });
    }
    return sum({ kind: "map", entries, span }, children);
  }

  #alias(name: string, span: Span, depth: number): Built {
    const target = this.#anchors.get(name);
    if (target === undefined || target === "open") {
      this.#report(span, "bad-alias", `The alias \`*${name.slice(0, 100)}\` cannot be followed.`, {
        reason:
          target === "open"
            ? "Expected an alias of something else; found one that repeats what it stands in."
            : `Expected an anchor \`&${name.slice(0, 100)}\` before it; found none.`,
        resolution:
          "Write out what is meant, or put quotes around the text if it only looks like an alias.",
      });
      return { tree: nothing(span), size: 1, height: 0 };
    }
    if (depth + target.height > this.#limits.yamlDepthMax) {
      this.#report(span, "too-deep", "What this alias repeats is nested too deeply.", {
        reason: `Expected at most ${this.#limits.yamlDepthMax} levels (limit \`yamlDepthMax\`).`,
        resolution: "Write it flatter, without an alias.",
      });
    }
    return target;
  }

  #overflow(span: Span): void {
    if (this.#overflown) return;
    this.#overflown = true;
    this.#report(
      span,
      "too-large",
      "The YAML says too much, perhaps by aliases that repeat aliases.",
      {
        reason: `Expected at most ${this.#limits.yamlNodesMax} values (limit \`yamlNodesMax\`), counting what aliases repeat.`,
        resolution: "Remove aliases, or split the file into several in one folder.",
      },
    );
  }

  #report(
    span: Span,
    code: string,
    error: string,
    words: { readonly reason: string; readonly resolution: string },
  ): void {
    this.problems.push({ span, code, error, ...words });
  }
}

function sum(tree: YamlTree, children: readonly Built[]): Built {
  let size = 1;
  let height = 0;
  for (const child of children) {
    size += child.size;
    height = Math.max(height, child.height + 1);
  }
  return { tree, size, height };
}

function nothing(span: Span): YamlTree {
  return { kind: "scalar", value: null, span };
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function spanOf(node: Node): Span {
  const range = node.range;
  return range === null || range === undefined
    ? { start: 0, end: 0 }
    : { start: range[0], end: range[1] };
}
