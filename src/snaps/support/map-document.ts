import { setOwn } from "../../base/json.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyValue } from "./copy-document.ts";
import { copyForWrites } from "./copy-for-writes.ts";
import type { MappingRow } from "./mapping-table.ts";
import { requireMap } from "./require-map.ts";

export type MapDocument = (document: Document) => Document;

/**
 * Makes the function that applies the rows to one document, from top to bottom and each against the original. Without
 * `passThrough` it starts from an empty document, otherwise from a copy.
 */
export function mapDocument(rows: readonly MappingRow[], passThrough: boolean): MapDocument {
  const names = rows.map((row) => simpleNameOf(row));
  if (names.every((name) => name !== undefined)) {
    return passThrough ? addNames(rows, names) : mapNames(rows, names);
  }
  return mapPaths(rows, passThrough);
}

/** The name of a row that writes to the top of the document, where nothing but that name has to be looked at. */
function simpleNameOf(row: MappingRow): string | undefined {
  const [name, ...deeper] = row.target.names ?? [];
  return row.kind === "write" && deeper.length === 0 && name !== "__proto__" ? name : undefined;
}

function mapNames(
  rows: readonly MappingRow[],
  names: readonly (string | undefined)[],
): MapDocument {
  const writes = writesOf(rows, names);
  const [first, second, third, fourth, ...more] = writes;
  return (document) => {
    const out: Document = {};
    if (first !== undefined) out[first.name] = first.evaluate(document);
    if (second !== undefined) out[second.name] = second.evaluate(document);
    if (third !== undefined) out[third.name] = third.evaluate(document);
    if (fourth !== undefined) out[fourth.name] = fourth.evaluate(document);
    for (const { name, evaluate } of more) out[name] = evaluate(document);
    return out;
  };
}

function addNames(
  rows: readonly MappingRow[],
  names: readonly (string | undefined)[],
): MapDocument {
  const writes = writesOf(rows, names);
  return (document) => {
    const out = { ...document };
    for (const { name, evaluate } of writes) out[name] = evaluate(document);
    return out;
  };
}

interface Write {
  readonly name: string;
  readonly evaluate: (document: Document) => Value;
}

function writesOf(rows: readonly MappingRow[], names: readonly (string | undefined)[]): Write[] {
  return rows.flatMap((row, index) => {
    const name = names[index];
    return row.kind === "write" && name !== undefined ? [{ name, evaluate: row.evaluate }] : [];
  });
}

function mapPaths(rows: readonly MappingRow[], passThrough: boolean): MapDocument {
  const copy = copyForWrites(rows.map((row) => row.target));
  const steps = rows.map((row, index) => stepOf(row, rows.slice(index + 1), passThrough));
  return (document) => {
    let out = passThrough ? copy(document) : {};
    for (const step of steps) out = step(document, out);
    return out;
  };
}

type Step = (document: Document, out: Document) => Document;

function stepOf(row: MappingRow, later: readonly MappingRow[], passThrough: boolean): Step {
  const { target } = row;
  if (row.kind === "delete") {
    return (_document, out) => {
      if (!passThrough && target.readAll(out).length === 0) throw deletesNothing(target);
      target.remove(out);
      return out;
    };
  }
  const { evaluate } = row;
  // A value that a later row writes into must not be the one the input document holds.
  const shared = later.some((other) => reachesInto(other.target, target));
  const valueOf = shared ? (document: Document): Value => copyValue(evaluate(document)) : evaluate;
  const [name, ...deeper] = target.names ?? [];
  if (name !== undefined && deeper.length === 0) {
    return (document, out) => {
      setOwn(out, name, valueOf(document));
      return out;
    };
  }
  return (document, out) => requireMap(target.write(out, valueOf(document)), "The document");
}

/** Whether writing at `path` may change a value that stands at `place`. */
function reachesInto(path: JsonPath, place: JsonPath): boolean {
  const { names } = place;
  if (names === undefined || path.names === undefined) return true;
  return (
    path.names.length > names.length && names.every((name, index) => path.names?.[index] === name)
  );
}

function deletesNothing(target: JsonPath): SnapFailure {
  return new SnapFailure(
    `${target.source} is not in the output to be deleted`,
    `Expected Pass through to be on, or a row above that writes ${target.source}; found neither.`,
    "Turn on Pass through, or give the row a target path.",
  );
}

/**
 * As `mapDocument`, for the elements that `root` leads to: each is mapped on its own, and what lies above them is kept.
 */
export function mapBelow(
  root: JsonPath,
  rows: readonly MappingRow[],
  options: { readonly passThrough: boolean; readonly nullSafe: boolean },
): MapDocument {
  const map = mapDocument(rows, options.passThrough);
  const copy = copyForWrites([root], "change");
  return (document) => {
    const out = copy(document);
    const places = root.readAll(out);
    if (places.length === 0 && !options.nullSafe && root.definite) throw noRoot(root);
    for (const place of places) replaceContent(place, map, root);
    return out;
  };
}

function replaceContent(place: Value, map: MapDocument, root: JsonPath): void {
  if (!isValueMap(place)) requireMap(place, `What the mapping root ${root.source} leads to`);
  else {
    const mapped = map({ ...place });
    for (const key of Object.keys(place)) delete place[key];
    for (const key of Object.keys(mapped)) setOwn(place, key, mapped[key] ?? null);
  }
}

function noRoot(root: JsonPath): SnapFailure {
  return new SnapFailure(
    `The mapping root ${root.source} does not exist in the document`,
    `Expected an object or list at ${root.source}; found nothing.`,
    "Mend the mapping root, or turn on null-safe access to pass such documents unchanged.",
  );
}
