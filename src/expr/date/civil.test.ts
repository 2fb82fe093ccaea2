import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { calendarFields } from "./calendar-fields.ts";
import {
  addMonths,
  civilDateOf,
  dayOfYearOf,
  epochDayOf,
  epochMsMax,
  isoDayOfWeek,
  isoWeekOf,
} from "./civil.ts";

const instants = fc.integer({ min: -epochMsMax, max: epochMsMax });

test("the fields of any instant are those of a JavaScript date in UTC", () => {
  fc.assert(
    fc.property(instants, (epochMs) => {
      const date = new Date(epochMs);
      const fields = calendarFields(epochMs);
      assert.deepEqual(
        [
          fields.year,
          fields.month,
          fields.day,
          fields.hour,
          fields.minute,
          fields.second,
          fields.millis,
        ],
        [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
          date.getUTCHours(),
          date.getUTCMinutes(),
          date.getUTCSeconds(),
          date.getUTCMilliseconds(),
        ],
      );
      assert.equal(isoDayOfWeek(fields.epochDay) % 7, date.getUTCDay());
    }),
  );
});

test("a day makes a date and the date makes the day", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (epochDay) => {
      const { year, month, day } = civilDateOf(epochDay);
      assert.equal(epochDayOf(year, month, day), epochDay);
    }),
  );
});

test("adding months keeps the day, or takes the last one of a shorter month", () => {
  assert.deepEqual(civilDateOf(addMonths(epochDayOf(2024, 1, 31), 1)), {
    year: 2024,
    month: 2,
    day: 29,
  });
  assert.deepEqual(civilDateOf(addMonths(epochDayOf(2023, 3, 31), -1)), {
    year: 2023,
    month: 2,
    day: 28,
  });
  assert.deepEqual(civilDateOf(addMonths(epochDayOf(2023, 12, 15), 1)), {
    year: 2024,
    month: 1,
    day: 15,
  });
});

test("week 1 is the week that holds the first Thursday", () => {
  assert.deepEqual(isoWeekOf(epochDayOf(2021, 1, 3)), { weekyear: 2020, week: 53 });
  assert.deepEqual(isoWeekOf(epochDayOf(2021, 1, 4)), { weekyear: 2021, week: 1 });
  assert.equal(dayOfYearOf(epochDayOf(2024, 12, 31)), 366);
});
