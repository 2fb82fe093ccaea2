import assert from "node:assert/strict";
import { it } from "node:test";
import * as fc from "fast-check";
import { deepEquals } from "../../expr/equality.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { Value } from "../../expr/value.ts";
import { keyText } from "./key-text.ts";

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom("", "1", '"', "a,b", "[1]", "null"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", '"', "__proto__"), tie("value"), { maxKeys: 3 }),
  ),
}));

it("gives two values the same text exactly when they are equal", () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      assert.equal(keyText(a) === keyText(b), deepEquals(a, b));
    }),
  );
});

it("keeps kinds apart", () => {
  const texts = [1, "1", true, "true", null, "null", new DateTime(0), new LocalDate(0)].map(
    keyText,
  );
  assert.equal(new Set(texts).size, texts.length);
});

it("does not look at the order of keys", () => {
  assert.equal(keyText({ a: 1, b: 2 }), keyText({ b: 2, a: 1 }));
});
