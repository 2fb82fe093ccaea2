import type { PqlCursor } from "./cursor.ts";
import { type SpecialForm, SpecialParts } from "./special-form.ts";

export const weekdays = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;

/** `WEEKDAY_CALENDAR(MONDAY 08:00-16:00 TUESDAY …)`; commas between the days are allowed. */
export const calendarForm: SpecialForm = {
  name: "WEEKDAY_CALENDAR",
  bracketed: true,
  read: (cursor) => {
    const parts = new SpecialParts(cursor);
    parts.sign("(", "after WEEKDAY_CALENDAR");
    do {
      parts.word(weekdays, "in WEEKDAY_CALENDAR");
      const shift = shiftAt(cursor);
      if (shift !== undefined) parts.take(7, shift);
      cursor.takeSign(",");
    } while (!parts.takeSign(")"));
    return parts.all;
  },
};

/** `08:00-16:30` at the cursor. */
function shiftAt(cursor: PqlCursor): string | undefined {
  const text = Array.from({ length: 7 }, (_, ahead) => cursor.peek(ahead).value).join("");
  return /^\d{1,2}:\d\d-\d{1,2}:\d\d$/.test(text) ? text : undefined;
}
