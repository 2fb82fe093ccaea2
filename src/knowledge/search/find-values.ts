import { setImmediate as immediate } from "node:timers/promises";
import { lowerCase } from "../query/lower-case.ts";
import { pql } from "../query/pql-build.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { distinctValues } from "./distinct-values.ts";
import { fold } from "./fold.ts";
import { matchText, type TextMatch } from "./match-text.ts";
import type { SearchScope } from "./search-scope.ts";
import type { SearchedColumn } from "./searched-columns.ts";
import type { KeptValue, ValueStore } from "./value-store.ts";

export interface ValueHit {
  readonly column: SearchedColumn;
  readonly match: TextMatch;
  /** Best first. */
  readonly values: readonly string[];
  readonly more: boolean;
}

export interface FoundValues {
  readonly hits: readonly ValueHit[];
  /** Ids of columns with too many values for typos to be understood. */
  readonly withoutTypos: readonly string[];
}

/** Candidates of one column that are held against the rows which the asker may see. */
const candidatesMax = 100;

/**
 * Columns that have values which fit the term, as far as the asker may see a row with them. Typos are looked for only
 * when nothing fits without.
 */
export async function findValues(
  parts: QueryParts,
  store: ValueStore,
  scope: SearchScope,
  term: string,
  signal: AbortSignal,
): Promise<FoundValues> {
  const wanted = fold(term);
  if (wanted === "") return { hits: [], withoutTypos: [] };
  const withoutTypos: string[] = [];
  const kept: { readonly column: SearchedColumn; readonly values: readonly KeptValue[] }[] = [];
  const hits: ValueHit[] = [];
  for (const column of scope.valueColumns) {
    const known = await store.values(column, signal);
    if (known.kind === "kept") kept.push({ column, values: known.values });
    if (known.kind !== "too-many") continue;
    withoutTypos.push(column.id);
    const hit = await askedHit(parts, scope, column, term, signal);
    if (hit !== undefined) hits.push(hit);
  }
  for (const typos of [false, true]) {
    if (hits.length > 0) break;
    for (const { column, values } of kept) {
      await immediate(undefined, { signal });
      const hit = await keptHit(parts, scope, column, ranked(wanted, values, typos), signal);
      if (hit !== undefined) hits.push(hit);
    }
  }
  return { hits, withoutTypos };
}

interface Ranked {
  readonly value: string;
  readonly match: TextMatch;
}

const order: readonly TextMatch[] = ["exact", "prefix", "substring", "fuzzy"];

/** Best first, of equal ones the shortest; the more frequent value stands before the rarer. */
function ranked(wanted: string, values: readonly KeptValue[], typos: boolean): readonly Ranked[] {
  return values
    .flatMap(({ value, folded }): Ranked[] => {
      const match = matchText(wanted, folded, typos);
      return match === undefined ? [] : [{ value, match }];
    })
    .toSorted(
      (a, b) => order.indexOf(a.match) - order.indexOf(b.match) || a.value.length - b.value.length,
    );
}

async function keptHit(
  parts: QueryParts,
  scope: SearchScope,
  column: SearchedColumn,
  candidates: readonly Ranked[],
  signal: AbortSignal,
): Promise<ValueHit | undefined> {
  if (candidates.length === 0) return undefined;
  if (scope.conditions.length === 0) return hitOf(parts, column, candidates, false);
  const tried = candidates.slice(0, candidatesMax);
  const values = tried.map(({ value }) => pql.text(value));
  const visible = await distinctValues(
    parts,
    {
      node: column.node,
      conditions: [pql.isOneOf(column.node, values), ...scope.conditions],
      limit: candidatesMax,
    },
    scope.names,
    signal,
  );
  const seen = new Set(visible);
  return hitOf(
    parts,
    column,
    tried.filter(({ value }) => seen.has(value)),
    candidates.length > tried.length,
  );
}

/** Too many values to keep: the data is asked, first for the very value, then for values that contain the term. */
async function askedHit(
  parts: QueryParts,
  scope: SearchScope,
  column: SearchedColumn,
  term: string,
  signal: AbortSignal,
): Promise<ValueHit | undefined> {
  const { node } = column;
  const trimmed = term.trim();
  const lower = pql.binary(pql.call("LOWER", node), "=", pql.text(lowerCase(trimmed)));
  const same = { node, conditions: [lower, ...scope.conditions], limit: candidatesMax };
  const within = { node, conditions: scope.conditions, containing: trimmed, limit: candidatesMax };
  const exact = (await distinctValues(parts, same, scope.names, signal)) ?? [];
  const containing = (await distinctValues(parts, within, scope.names, signal)) ?? [];
  const values = [...new Set([...exact, ...containing])];
  const found = ranked(
    fold(term),
    values.map((value) => ({ value, folded: fold(value) })),
    false,
  );
  return hitOf(parts, column, found, containing.length === candidatesMax);
}

function hitOf(
  { limits }: QueryParts,
  column: SearchedColumn,
  found: readonly Ranked[],
  more: boolean,
): ValueHit | undefined {
  const [best] = found;
  if (best === undefined) return undefined;
  const shown = found.slice(0, limits.searchValuesMax);
  return {
    column,
    match: best.match,
    values: shown.map(({ value }) => value),
    more: more || found.length > shown.length,
  };
}
