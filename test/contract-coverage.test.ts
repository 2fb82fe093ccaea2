import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { sourceFiles } from "./support/source-files.ts";

/** Rules of the wire contract that this build delivers; each needs a test whose title begins with its id. */
const delivered = [
  ...ids("P", 1, 15),
  ...ids("T", 1, 22),
  ...ids("G", 1, 12),
  ...ids("A", 1, 12),
  ...ids("N", 2, 2),
];

/** Rules of the contract that are still to come, by the part of the product that will bring them. */
const toCome = [...ids("N", 1, 1), ...ids("N", 3, 3)];

describe("contract coverage", () => {
  const cited = citedIds();

  it("has a test for every rule that is delivered", () => {
    assert.deepEqual(
      delivered.filter((id) => !cited.has(id)),
      [],
    );
  });

  it("knows every rule that a test cites", () => {
    const known = new Set([...delivered, ...toCome]);
    assert.deepEqual(
      [...cited].filter((id) => !known.has(id)),
      [],
    );
  });
});

function ids(letter: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);
}

/** Ids at the start of test titles: `it("P7 …`, `test("T5, T17 …`, `title: "P4 …`. */
function citedIds(): ReadonlySet<string> {
  const found = new Set<string>();
  const title =
    /(?:\b(?:it|test|describe)\(\s*|\btitle:\s*)["'`]((?:[PTGAN]\d+[,;]?\s+(?:and\s+)?)+)/g;
  for (const path of [...sourceFiles("src"), ...sourceFiles("test")]) {
    if (!path.endsWith(".test.ts") && !path.startsWith("test/")) continue;
    for (const match of readFileSync(path, "utf8").matchAll(title)) {
      for (const [id] of (match[1] ?? "").matchAll(/[PTGAN]\d+/g)) found.add(id);
    }
  }
  return found;
}
