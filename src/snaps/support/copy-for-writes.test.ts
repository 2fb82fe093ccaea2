import assert from "node:assert/strict";
import { it } from "node:test";
import * as fc from "fast-check";
import { cloneValue } from "../../expr/clone-value.ts";
import { EvaluationFailure } from "../../expr/failure.ts";
import { parsePath } from "../../expr/path/parse-path.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { Document } from "../../expr/value.ts";
import { copyForWrites } from "./copy-for-writes.ts";

const given: Document = {
  a: { x: 1, list: [{ n: 1 }, { n: 2 }] },
  b: [1, [2], { c: { d: 3 } }],
  e: "text",
};

function pathOf(source: string): JsonPath {
  const parsed = parsePath(source);
  assert.ok(parsed.ok, source);
  return parsed.path;
}

/** What a write comes to, which may be a failure. */
function writing(path: JsonPath, document: Document): unknown {
  try {
    return path.write(document, "new");
  } catch (failure) {
    return failure instanceof EvaluationFailure ? failure.message : failure;
  }
}

it("lets writes and removals at the paths be like those on a deep copy, and leaves the original alone", () => {
  const paths = fc.constantFrom(
    "$",
    "$a",
    "$a.x",
    "$a.list[*].n",
    "$b[1]",
    "$b[2].c.d",
    "$new.er",
    "$..n",
    "$[*]",
    "e",
  );
  fc.assert(
    fc.property(fc.array(paths, { maxLength: 4 }), fc.boolean(), (sources, removes) => {
      const before = cloneValue(given);
      const written = sources.map(pathOf);
      const copy = copyForWrites(written)(given);
      const deep = cloneValue(given);
      for (const path of written) {
        if (removes && !path.isRoot) {
          path.remove(copy);
          path.remove(deep);
        } else if (!path.isRoot) {
          assert.deepEqual(writing(path, copy), writing(path, deep));
        }
      }
      assert.deepEqual(copy, deep);
      assert.deepEqual(given, before);
    }),
  );
});

it("shares what no path reaches", () => {
  const copy = copyForWrites([pathOf("$a.x"), pathOf("$e")])(given);
  assert.equal(copy["b"], given["b"]);
  assert.notEqual(copy["a"], given["a"]);
});
