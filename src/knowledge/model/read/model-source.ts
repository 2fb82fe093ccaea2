import type { Span } from "../../../base/finding.ts";
import { type YamlFinding, yamlFinding, type YamlProblem } from "../../yaml/yaml-finding.ts";
import { placeOf, type Sourced } from "./sourced.ts";

/** Something of a model, or the model itself. */
export type ModelThing = object;

/** What there is to say about a thing, its key, or a stretch of the text that the key holds. */
export interface ModelProblem extends Omit<YamlProblem, "span" | "pointer"> {
  readonly thing: ModelThing;
  readonly key?: string;
  readonly inText?: Span;
}

/** Remembers where each thing of a model was written. */
export class ModelSource {
  readonly #written = new Map<ModelThing, Written>();

  add(thing: ModelThing, pointer: string, source: Sourced<unknown>): void {
    this.#written.set(thing, { source, pointer });
  }

  /** Whether the author wrote the key, or it is what stands there when nothing is written. */
  says(thing: ModelThing, key: string): boolean {
    return this.#written.get(thing)?.source.keys.has(key) ?? false;
  }

  /** The text of a key as written. */
  text(thing: ModelThing, key: string): string | undefined {
    const tree = this.#written.get(thing)?.source.keys.get(key)?.tree;
    return tree?.kind === "scalar" && tree.value !== null ? String(tree.value) : undefined;
  }

  /** `kpis.ORDER_VALUE` */
  pointer(thing: ModelThing): string {
    return this.#written.get(thing)?.pointer ?? "";
  }

  finding({ thing, key, inText, ...problem }: ModelProblem): YamlFinding {
    const written = this.#written.get(thing);
    if (written === undefined) throw new Error("a finding about a thing that nobody wrote");
    const { file, span } = placeOf(written.source, key, inText);
    const pointer = [written.pointer, key].filter((part) => part !== undefined && part !== "");
    return yamlFinding(file, { ...problem, span, pointer: pointer.join(".") });
  }
}

interface Written {
  readonly source: Sourced<unknown>;
  readonly pointer: string;
}
