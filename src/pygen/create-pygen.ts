import type { SnapCatalogue } from "../engine/catalogue.ts";
import { checkSkeleton } from "./check-skeleton.ts";
import { compilesAndValidates } from "./compiles-and-validates.ts";
import { snapExamples } from "./docs/snap-example.ts";
import { snapNames, type SnapNames } from "./names/snap-names.ts";
import { once } from "./once.ts";
import type { Pygen } from "./pygen.ts";
import type { PipelineExample } from "./search/pipeline-example.ts";
import { pipelineSearch } from "./search/pipeline-search.ts";
import { snapSearch } from "./search/snap-search.ts";

/** Builds what PyGen knows from a catalogue. Indexes are made at the first question, examples loaded then. */
export function createPygen(
  catalogue: SnapCatalogue,
  loadExamples: () => Promise<readonly PipelineExample[]>,
): Pygen {
  const snaps = [...catalogue.all()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names: () => SnapNames = once(() => snapNames(catalogue));
  const search = once(() => snapSearch(snaps, (classId) => catalogue.definition(classId), names()));
  const examples = once(async () => pipelineSearch(await loadExamples()));
  const valid = new Map<string, boolean>();
  const isValid = (example: PipelineExample): boolean => {
    const known = valid.get(example.name) ?? compilesAndValidates(example.slpy, catalogue);
    valid.set(example.name, known);
    return known;
  };

  return {
    snaps,
    understand: (given) => names().understand(given),
    document: (shape) => {
      const definition = catalogue.definition(shape.classId);
      return {
        shape,
        details: definition?.details ?? "",
        writes: definition?.writes ?? false,
        examples: definition === undefined ? [] : snapExamples(definition),
      };
    },
    examples: (shape) => {
      const definition = catalogue.definition(shape.classId);
      return definition === undefined ? [] : snapExamples(definition);
    },
    searchSnaps: (question, most) => search().find(question, most),
    searchPipelines: async (question, most) => {
      const found: PipelineExample[] = [];
      for (const example of (await examples()).find(question)) {
        if (found.length === most) break;
        if (isValid(example)) found.push(example);
      }
      return found;
    },
    checkSkeleton: (skeleton) => checkSkeleton(skeleton, catalogue),
  };
}
