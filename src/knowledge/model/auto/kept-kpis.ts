import type { DataSchema } from "../../data/data-schema.ts";
import { checkPql } from "../../pql/check-pql.ts";
import { noNames } from "../../pql/names.ts";
import { parsePql } from "../../pql/parse.ts";
import type { KpiDraft } from "./model-of-data.ts";

/** So many measures can still be surveyed; an author adds those that matter. */
const kpisMax = 200;

/** The drafts that this data model can answer, each formula once. */
export function keptKpis(drafts: readonly KpiDraft[], schema: DataSchema): readonly KpiDraft[] {
  const seen = new Set<string>();
  return drafts
    .filter(({ pql }) => {
      if (seen.has(pql)) return false;
      seen.add(pql);
      const parsed = parsePql(pql);
      if (parsed.kind === "invalid") return false;
      return checkPql(parsed.node, { schema, names: noNames, nowMs: 0 }).kind !== "invalid";
    })
    .slice(0, kpisMax);
}
