import type { Finding } from "../base/finding.ts";
import { nearestNames } from "../base/nearest.ts";
import type { DocumentNode } from "./ast.ts";
import { findingAt } from "./problem.ts";

/** The names that an expression may use, as far as they are known without running it. */
export interface CheckNames {
  readonly allow: "document" | "parameters";
  /** Pipeline parameters, without the underscore. */
  readonly parameters: readonly string[];
  /** Expression libraries by the name under which the pipeline imports them. */
  readonly libraries: readonly string[];
  /** Names that are bound around the expression, such as `value` inside a JSONPath. */
  readonly locals?: readonly string[];
}

export class CheckContext {
  readonly findings: Finding[] = [];
  readonly names: CheckNames;

  constructor(names: CheckNames) {
    this.names = names;
  }

  document(node: DocumentNode): void {
    if (this.names.allow === "document") return;
    this.findings.push(
      findingAt(
        node.span,
        "expression-document-not-allowed",
        "This setting cannot read the document.",
        "It is evaluated once, before the first document; `$` has no value then.",
        this.names.parameters.length === 0
          ? "Use a pipeline parameter such as `_name`, or `pipe.label`."
          : `Use a pipeline parameter: ${this.names.parameters.map((name) => `_${name}`).join(", ")}.`,
      ),
    );
  }

  nearest(name: string, candidates: Iterable<string>): readonly string[] {
    return nearestNames(name, candidates);
  }

  /** Says that a name is unknown. With exactly one near name the fix is sure enough to offer. */
  unknown(
    span: Finding["place"]["span"] & object,
    code: string,
    error: string,
    reason: string,
    near: readonly string[],
    otherwise: string,
  ): void {
    const [nearest] = near;
    const resolution = nearest === undefined ? otherwise : `Did you mean ${quoted(near)}?`;
    const fix =
      nearest === undefined ? undefined : { summary: `Write ${nearest}`, replacement: nearest };
    this.findings.push(findingAt(span, code, error, reason, resolution, fix));
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" or ");
}
