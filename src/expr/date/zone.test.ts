import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { DateTime } from "./date-time.ts";
import { epochMsOfLocal, offsetMsAt, offsetMsOf, zoneNamed } from "./zone.ts";

test("the names of UTC are one zone, offsets are normalised, names stay as given", () => {
  assert.deepEqual(
    [
      "utc",
      "Z",
      "GMT",
      "+00:00",
      "+5",
      "GMT-8",
      "-0330",
      "EST",
      "US/Eastern",
      "Mars/Olympus",
      "",
    ].map(zoneNamed),
    [
      "UTC",
      "UTC",
      "UTC",
      "UTC",
      "+05:00",
      "-08:00",
      "-03:30",
      "EST",
      "US/Eastern",
      undefined,
      undefined,
    ],
  );
});

test("an offset is hours, minutes and seconds within a day", () => {
  assert.equal(offsetMsOf("+05:30"), 19_800_000);
  assert.equal(offsetMsOf("-04:56:02"), -17_762_000);
  assert.equal(offsetMsOf("+25:00"), undefined);
  assert.equal(offsetMsOf("5"), undefined);
});

test("summer time begins and ends to the millisecond", () => {
  const begin = Date.UTC(2024, 2, 10, 7);
  assert.equal(offsetMsAt("America/New_York", begin - 1), -5 * 3_600_000);
  assert.equal(offsetMsAt("America/New_York", begin), -4 * 3_600_000);
  assert.equal(offsetMsAt("EST", begin), -5 * 3_600_000);
});

test("a local time in the gap of summer time moves past it, a doubled one is the earlier", () => {
  const gap = Date.UTC(2024, 2, 10, 2, 30);
  assert.equal(epochMsOfLocal("America/New_York", gap), Date.UTC(2024, 2, 10, 7, 30));
  const doubled = Date.UTC(2024, 10, 3, 1, 30);
  assert.equal(epochMsOfLocal("America/New_York", doubled), Date.UTC(2024, 10, 3, 5, 30));
});

test("a date prints with the offset of its zone and equals the same instant elsewhere", () => {
  const inUtc = new DateTime(1_524_859_438_453);
  const inNewYork = new DateTime(1_524_859_438_453, "America/New_York");
  assert.equal(inNewYork.toString(), "2018-04-27T16:03:58.453-04:00");
  assert.ok(inUtc.equals(inNewYork));
  assert.equal(JSON.stringify({ at: inUtc }), '{"at":"2018-04-27T20:03:58.453Z"}');
});

test("offsets agree with the platform's own time zone data", () => {
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "US/Pacific",
  );
  const instants = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2040, 0, 1) });
  fc.assert(
    fc.property(zones, instants, (zone, epochMs) => {
      const shown = new Date(epochMs + offsetMsAt(zone, epochMs)).toISOString().slice(0, 16);
      const format = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "short",
      });
      assert.equal(format.format(epochMs).replace(" ", "T"), shown);
    }),
    { numRuns: 50 },
  );
});
