import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { setOwn } from "../../base/json.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import type { Document, Value } from "../../expr/value.ts";
import { decodeBatch, encodeBatch } from "./document-codec.ts";

const keys = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("__proto__", "constructor", "0", "", "toString"),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 20 }),
    fc.integer().map((ms) => new DateTime(ms, "Europe/Berlin")),
    fc.integer({ min: -1e6, max: 1e6 }).map((day) => new LocalDate(day)),
    fc.integer({ min: 0, max: 86_399_999 }).map((ms) => new LocalTime(ms)),
    fc.integer().map((ms) => new LocalDateTime(ms)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(keys, tie("value")), { maxLength: 5 }).map(mapOf),
  ),
}));

describe("documents as bytes", () => {
  it("come back as they were, whatever they hold", () => {
    const documents = fc.array(fc.array(fc.tuple(keys, value), { maxLength: 6 }).map(mapOf), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(documents, (batch) => {
        assert.deepEqual(decodeBatch(encodeBatch(batch)), batch);
      }),
      { numRuns: 300 },
    );
  });

  it("keep `__proto__` as a key of their own", () => {
    const document = mapOf([["__proto__", { polluted: true }]]);
    const [read] = decodeBatch(encodeBatch([document]));
    assert.deepEqual(Object.keys(read ?? {}), ["__proto__"]);
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
  });

  it("do not change the documents they were made of", () => {
    const date = new LocalDate(1);
    const document = { at: date, rows: [{ at: date }] };
    encodeBatch([document]);
    assert.equal(document.at, date);
    assert.equal(document.rows[0]?.at, date);
  });
});

function mapOf(entries: readonly (readonly [string, Value])[]): Document {
  const map: Document = {};
  for (const [key, item] of entries) setOwn(map, key, item);
  return map;
}
