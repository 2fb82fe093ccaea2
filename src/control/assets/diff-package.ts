import { isObject, printJson } from "../../base/json.ts";
import { readYaml, type YamlLimits } from "../../knowledge/yaml/read-yaml.ts";
import { plainValue } from "../../knowledge/yaml/yaml-tree.ts";
import type { Difference } from "./packages.ts";

/** A file as one of the two sides has it. */
export interface DiffedFile {
  readonly path: string;
  readonly sha256: string;
}

export function differentFiles(
  from: readonly DiffedFile[],
  to: readonly DiffedFile[],
): readonly Difference[] {
  return differences(
    new Map(from.map(({ path, sha256 }) => [path, sha256])),
    new Map(to.map(({ path, sha256 }) => [path, sha256])),
  );
}

/** The things of a YAML file by their names: `kpis/ORDER_COUNT`, with all that is said of each but what is named itself. */
export function entitiesIn(path: string, text: string, limits: YamlLimits): Map<string, string> {
  const read = readYaml({ path, text }, limits);
  const entities = new Map<string, string>();
  if (!read.ok) entities.set(`${path}: text`, text);
  else collect(`${path}: `, "", plainValue(read.tree), entities);
  return entities;
}

export function differences(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): readonly Difference[] {
  const names = [...new Set([...from.keys(), ...to.keys()])].toSorted();
  return names.flatMap((name): readonly Difference[] => {
    if (!from.has(name)) return [{ kind: "added", name }];
    if (!to.has(name)) return [{ kind: "removed", name }];
    return from.get(name) === to.get(name) ? [] : [{ kind: "changed", name }];
  });
}

/** Notes a map under its name and what is named in it under names of their own; gives back what stays with the map. */
function collect(file: string, name: string, value: unknown, entities: Map<string, string>): void {
  if (!isObject(value)) return;
  const rest: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const below = name === "" ? key : `${name}/${key}`;
    const named = Array.isArray(item) ? item.map((one: unknown) => ({ one, id: idOf(one) })) : [];
    if (named.length === 0 || named.some(({ id }) => id === undefined)) {
      rest[key] = item;
    } else {
      for (const { one, id } of named) collect(file, `${below}/${id ?? ""}`, one, entities);
    }
  }
  entities.set(`${file}${name === "" ? "settings" : name}`, printJson(sorted(rest)));
}

/** What a map of a list is called by. */
function idOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const id = value["id"] ?? value["key"] ?? value["name"] ?? value["kind"];
  return typeof id === "string" ? id : undefined;
}

/** With the keys of every map in order, since their order says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => [key, sorted(item)]);
}
