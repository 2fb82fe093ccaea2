import { nearestScored } from "../../base/nearest.ts";
import type { SnapShape, SnapShapes } from "../../pipeline/snap-shape.ts";
import { otherWords } from "./other-words.ts";
import { packOf } from "./pack-of.ts";
import { plainName } from "./plain-name.ts";

/** How a name was understood; everything but `name` needs the canonical name in SLPy. */
export type HowUnderstood =
  | "name"
  | "label"
  | "class id"
  | "spelling"
  | "wrong pack"
  | "word of other tools"
  | "typo";

/** What a given name means. */
export type NamedSnap =
  | {
      readonly kind: "understood";
      readonly given: string;
      readonly snap: SnapShape;
      readonly how: HowUnderstood;
      /** Snaps that the word may mean as well, the likelier first. */
      readonly also: readonly SnapShape[];
    }
  | {
      readonly kind: "unknown";
      readonly given: string;
      /** The likelier first. */
      readonly nearest: readonly SnapShape[];
    };

export interface SnapNames {
  understand(given: string): NamedSnap;
}

/** Answers that are remembered: looking for near names takes the longest. */
const rememberedMax = 2_000;

/** Understands Snaps by class name, label, class id, words of other tools, in any case and spacing, and mistyped. */
export function snapNames(shapes: SnapShapes): SnapNames {
  const snaps = [...shapes.all()].toSorted((a, b) => Number(b.implemented) - Number(a.implemented));
  const exact = exactNames(snaps);
  const spelled = new Map<string, SnapShape>();
  for (const [name, { snap }] of exact) setIfFree(spelled, plainName(name), snap);
  for (const snap of snaps) setIfFree(spelled, plainName(nameInPack(snap)), snap);
  const classEnds = classEndsOf(snaps);
  const words = wordsOf(snaps);
  const remembered = new Map<string, NamedSnap>();

  return {
    understand(given) {
      const known = remembered.get(given);
      if (known !== undefined) return known;
      if (remembered.size >= rememberedMax) remembered.clear();
      const answer = find(given);
      remembered.set(given, answer);
      return answer;
    },
  };

  function find(given: string): NamedSnap {
    const text = given.trim();
    const found = exact.get(text);
    if (found !== undefined) return understood(given, [found.snap], found.how);
    const plain = plainName(text)
      .replace(/^the(?=.{3})/, "")
      .replace(/(?<=.{2})snap$/, "");
    const same = spelled.get(plain);
    if (same !== undefined) return understood(given, [same], "spelling");
    const ofClass = classEnds.get(text);
    if (ofClass !== undefined) return understood(given, [ofClass], "class id");
    const word = words.get(plain);
    if (word !== undefined) return understood(given, word, "word of other tools");
    const inOtherPack = spelled.get(withoutPack(plain, snaps));
    if (inOtherPack !== undefined) return understood(given, [inOtherPack], "wrong pack");
    return nearest(given, plain);
  }

  function nearest(given: string, plain: string): NamedSnap {
    const scores = new Map<SnapShape, number>();
    const mistyped = new Map<SnapShape, number>();
    const candidates = [...spelled.keys(), ...words.keys()].filter((name) => isLikely(name, plain));
    for (const { candidate, score } of nearestScored(plain, candidates)) {
      const snap = spelled.get(candidate) ?? words.get(candidate)?.[0];
      if (snap === undefined) continue;
      setIfFree(scores, snap, score);
      if (Math.abs(candidate.length - plain.length) <= score) setIfFree(mistyped, snap, score);
    }
    const [first, second] = [...mistyped];
    const clear = first !== undefined && (second === undefined || first[1] < second[1]);
    if (clear && plain.length > 3) return understood(given, [first[0]], "typo");
    return { kind: "unknown", given, nearest: [...scores.keys()].slice(0, 3) };
  }
}

interface ExactName {
  readonly snap: SnapShape;
  readonly how: HowUnderstood;
}

function exactNames(snaps: readonly SnapShape[]): ReadonlyMap<string, ExactName> {
  const names = new Map<string, ExactName>();
  for (const snap of snaps) {
    setIfFree(names, snap.name, { snap, how: "name" });
    setIfFree(names, snap.classId, { snap, how: "class id" });
  }
  for (const snap of snaps) {
    setIfFree(names, snap.label, { snap, how: "label" });
    const short = snap.classId.replace("com-snaplogic-snaps-", "");
    setIfFree(names, short, { snap, how: "class id" });
  }
  return names;
}

/** The last words of class ids, `simpleread`: not names of Snaps themselves, so that a name in small letters comes first. */
function classEndsOf(snaps: readonly SnapShape[]): ReadonlyMap<string, SnapShape> {
  const ends = new Map<string, SnapShape>();
  for (const snap of snaps) {
    const short = snap.classId.replace("com-snaplogic-snaps-", "");
    setIfFree(ends, short.slice(short.indexOf("-") + 1), snap);
  }
  return ends;
}

function wordsOf(snaps: readonly SnapShape[]): ReadonlyMap<string, readonly SnapShape[]> {
  const byName = new Map(snaps.map((snap) => [snap.name, snap]));
  const words = new Map<string, SnapShape[]>();
  for (const [name, text] of Object.entries(otherWords)) {
    const snap = byName.get(name);
    if (snap === undefined) continue;
    for (const word of new Set(text.split("|").map(plainName))) {
      const sharing = words.get(word);
      if (sharing === undefined) words.set(word, [snap]);
      else sharing.push(snap);
    }
  }
  return words;
}

/** `TransformCSVParser` → `CSVParser`. */
function nameInPack(snap: SnapShape): string {
  const pack = plainName(packOf(snap));
  return snap.name.toLowerCase().startsWith(pack) ? snap.name.slice(pack.length) : snap.name;
}

/** The plain name without the pack it begins with, whichever that is: nobody remembers packs. */
function withoutPack(plain: string, snaps: readonly SnapShape[]): string {
  const packs = new Set(snaps.map((snap) => plainName(packOf(snap))));
  const pack = [...packs].find((one) => plain.startsWith(one) && plain.length > one.length + 2);
  return pack === undefined ? "" : plain.slice(pack.length);
}

/** Whether it is worth to count the letters that differ. */
function isLikely(candidate: string, plain: string): boolean {
  const further = Math.abs(candidate.length - plain.length) > Math.max(1, plain.length / 3);
  return !further || (plain.length > 3 && candidate.includes(plain));
}

function understood(
  given: string,
  [snap, ...also]: readonly SnapShape[],
  how: HowUnderstood,
): NamedSnap {
  if (snap === undefined) return { kind: "unknown", given, nearest: [] };
  return { kind: "understood", given, snap, how, also };
}

function setIfFree<K, T>(map: Map<K, T>, key: K, value: T): void {
  if (key !== "" && !map.has(key)) map.set(key, value);
}
