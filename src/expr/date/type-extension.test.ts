import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { ValueMap } from "../value.ts";
import { DateTime } from "./date-time.ts";
import type { DateValue } from "./date-value.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";
import { fromTypeExtension, toTypeExtension } from "./type-extension.ts";

const nowMs = Date.UTC(2018, 3, 27, 20, 3, 58, 453);

test("each type of dates has its tagged form", () => {
  assert.deepEqual(toTypeExtension(new DateTime(nowMs)), {
    _snaptype_datetime: "2018-04-27T20:03:58.453 UTC",
  });
  assert.deepEqual(toTypeExtension(new LocalDateTime(nowMs)), {
    _snaptype_localdatetime: "2018-04-27T20:03:58.453",
  });
  assert.deepEqual(toTypeExtension(new LocalDate(17_648)), { _snaptype_localdate: "2018-04-27" });
  assert.deepEqual(toTypeExtension(new LocalTime(453)), { _snaptype_localtime: "00:00:00.453" });
});

function read(text: string): DateValue | undefined {
  return fromTypeExtension({ _snaptype_datetime: text });
}

test("a tagged instant is read with a zone name, an offset, Z, or none", () => {
  assert.deepEqual(read("2018-04-27T20:03:58.453 UTC"), new DateTime(nowMs));
  assert.deepEqual(read("2018-04-27T20:03:58.453Z"), new DateTime(nowMs));
  assert.deepEqual(read("2018-04-27T20:03:58.453"), new DateTime(nowMs));
  assert.deepEqual(read("2018-04-27T16:03:58.453 US/Eastern"), new DateTime(nowMs, "US/Eastern"));
  assert.deepEqual(read("2018-04-28T01:33:58.453+05:30"), new DateTime(nowMs, "+05:30"));
});

const others: readonly ValueMap[] = [
  {},
  { _snaptype_datetime: "soon" },
  { _snaptype_datetime: 5 },
  { _snaptype_datetime: "2018-04-27", more: 1 },
  { _snaptype_unknown: "2018-04-27" },
  { when: "2018-04-27" },
  { _snaptype_localdate: "2018-04-27Z" },
];

test("any other map stays a map", () => {
  for (const map of others) assert.equal(fromTypeExtension(map), undefined, JSON.stringify(map));
});

test("what is written is read back as the same date", () => {
  const ms = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9998, 11, 31) });
  const zones = fc.constantFrom("UTC", "+05:30", "-08:00", "Europe/Berlin", "US/Eastern");
  const dates: fc.Arbitrary<DateValue> = fc.oneof(
    fc.tuple(ms, zones).map(([epochMs, zone]) => new DateTime(epochMs, zone)),
    ms.map((localMs) => new LocalDateTime(localMs)),
    fc.integer({ min: -100_000, max: 100_000 }).map((day) => new LocalDate(day)),
    fc.integer({ min: 0, max: 86_399_999 }).map((time) => new LocalTime(time)),
  );
  fc.assert(
    fc.property(dates, (date) => {
      const again = fromTypeExtension(toTypeExtension(date));
      assert.ok(
        again !== undefined && date.equals(again),
        `${String(date)} became ${String(again)}`,
      );
    }),
  );
});
