import type { Value } from "../value.ts";
import { arithmeticMethods } from "./date-arithmetic.ts";
import { formatMethods } from "./date-format-methods.ts";
import { dayGetters, instantGetters, timeGetters, type MethodTable } from "./date-getters.ts";
import { dateTimeKind, localDateKind, localDateTimeKind, localTimeKind } from "./date-kind.ts";
import { withMethods } from "./date-with.ts";
import { DateTime } from "./date-time.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";

/** Every method of dates by its name, for each of the four types. */
export const dateMethodTables: {
  readonly Date: MethodTable;
  readonly LocalDateTime: MethodTable;
  readonly LocalDate: MethodTable;
  readonly LocalTime: MethodTable;
} = {
  Date: {
    ...dayGetters(dateTimeKind),
    ...timeGetters(dateTimeKind),
    ...instantGetters,
    ...formatMethods(dateTimeKind),
    ...arithmeticMethods(dateTimeKind),
    ...withMethods(dateTimeKind),
  },
  LocalDateTime: {
    ...dayGetters(localDateTimeKind),
    ...timeGetters(localDateTimeKind),
    ...formatMethods(localDateTimeKind),
    ...arithmeticMethods(localDateTimeKind),
    ...withMethods(localDateTimeKind),
  },
  LocalDate: {
    ...dayGetters(localDateKind),
    ...formatMethods(localDateKind),
    ...arithmeticMethods(localDateKind),
    ...withMethods(localDateKind),
  },
  LocalTime: {
    ...timeGetters(localTimeKind),
    ...formatMethods(localTimeKind),
    ...arithmeticMethods(localTimeKind),
    ...withMethods(localTimeKind),
  },
};

/** The methods of a date by their names; undefined for a value that is no date. */
export function dateMethods(receiver: Value): MethodTable | undefined {
  if (receiver instanceof DateTime) return dateMethodTables.Date;
  if (receiver instanceof LocalDateTime) return dateMethodTables.LocalDateTime;
  if (receiver instanceof LocalDate) return dateMethodTables.LocalDate;
  if (receiver instanceof LocalTime) return dateMethodTables.LocalTime;
  return undefined;
}
