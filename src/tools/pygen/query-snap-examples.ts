import { z } from "zod";
import type { ShownExample } from "../../pygen/docs/snap-example.ts";
import { defineTool } from "../define-tool.ts";
import { requireOne } from "../require-one.ts";
import { takeWithin } from "../take-within.ts";
import { askedSnaps, namingOf, namingSchema, snapNames } from "./asked-snaps.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

/** Snaps that a question brings, and examples of each. */
const found = { snaps: 5, examples: 2 } as const;

export default defineTool({
  name: "pygen_query_snap_examples",
  toolset: "pygen",
  title: "Snap examples",
  description:
    "Finds which Snaps do a job (query, in plain words) or shows those of snap_names: runnable examples with settings, documents in and out, and the SLPy line.",
  annotations: readOnly,
  input: {
    snap_names: snapNames.optional(),
    query: z.string().optional().describe("What the Snap shall do"),
  },
  example: { query: "remove duplicate rows" },
  response: z.object({
    snaps: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        summary: z.string(),
        note: z.string().optional(),
      }),
    ),
    examples: z.array(z.record(z.string(), z.unknown())),
    ...namingSchema,
    omitted: z.int().optional(),
  }),
  async run({ pygen }, { snap_names, query }) {
    requireOne("pygen_query_snap_examples", { snap_names, query }, ["snap_names", "query"]);
    const asked = snap_names === undefined ? undefined : askedSnaps(pygen, snap_names);
    const searched = query === undefined ? [] : pygen.searchSnaps(query, found.snaps);
    const snaps = [...new Set([...(asked?.snaps ?? []), ...searched])];
    const examples = interleaved(
      snaps.map((snap) => {
        const all = pygen.examples(snap);
        return asked?.snaps.includes(snap) === true ? all : all.slice(0, found.examples);
      }),
    );
    const { items, omitted } = takeWithin(examples, pygenCharacters.standard - 4_000);
    return {
      snaps: snaps.slice(0, 50).map(({ name, label, summary, implemented }) => ({
        name,
        label,
        summary,
        ...(implemented ? {} : { note: "known, but not implemented on this build" }),
      })),
      examples: items.map((example) => ({ ...example })),
      ...(asked === undefined ? {} : namingOf(asked)),
      ...(omitted === 0 ? {} : { omitted }),
    };
  },
});

/** The first example of each, then the second of each: what does not fit is the last of many, not all of one. */
function interleaved(lists: readonly (readonly ShownExample[])[]): readonly ShownExample[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}
