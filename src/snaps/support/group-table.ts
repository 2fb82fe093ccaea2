import type { Value } from "../../expr/value.ts";
import { keyText } from "./key-text.ts";

/** Groups by the values of their keys. `1` and `"1"` are different keys. */
export interface GroupTable<Group extends object> {
  readonly size: number;
  find(keys: readonly Value[]): Group | undefined;
  insert(keys: readonly Value[], group: Group): void;
  /** In the order in which they were inserted. */
  readonly groups: readonly Group[];
}

type Level<Group> = Map<unknown, Level<Group> | Group>;

/** A map per key, one inside the other, so that looking up builds no text. */
export function groupTable<Group extends object>(keyCount: number): GroupTable<Group> {
  const root: Level<Group> = new Map();
  const groups: Group[] = [];
  const last = Math.max(keyCount - 1, 0);
  const tokens = new Map<string, object>();

  function levelOf(keys: readonly Value[]): Level<Group> | undefined {
    let level = root;
    for (let index = 0; index < last; index++) {
      const next = level.get(identity(keys[index], tokens));
      if (!(next instanceof Map)) return undefined;
      level = next;
    }
    return level;
  }

  function insert(keys: readonly Value[], group: Group): void {
    let level = root;
    for (let index = 0; index < last; index++) {
      const key = identity(keys[index], tokens);
      const next = level.get(key);
      const deeper: Level<Group> = next instanceof Map ? next : new Map();
      if (deeper !== next) level.set(key, deeper);
      level = deeper;
    }
    level.set(identity(keys[last], tokens), group);
    groups.push(group);
  }

  return {
    get size() {
      return groups.length;
    },
    find: (keys) => {
      const found = levelOf(keys)?.get(identity(keys[last], tokens));
      return found instanceof Map ? undefined : found;
    },
    insert,
    groups,
  };
}

/** What stands for a value in a `Map`: itself, or for a date one object for every equal date. */
function identity(value: Value | undefined, tokens: Map<string, object>): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  const text = keyText(value);
  const token = tokens.get(text) ?? {};
  tokens.set(text, token);
  return token;
}
