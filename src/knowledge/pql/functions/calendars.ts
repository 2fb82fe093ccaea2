import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import { weekdays } from "../calendar-form.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression } from "../expression.ts";
import type { PqlFunction, RowBody } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import { num, strict } from "./row-function.ts";

const source = "help.celonis.de/pql47/en/weekday_calendar";
const minuteMicros = 60_000_000;
const dayMicros = 24 * 60 * minuteMicros;
const weekMicros = 7 * dayMicros;

const units: Readonly<Record<string, number>> = {
  DAYS: dayMicros,
  HOURS: 60 * minuteMicros,
  MINUTES: minuteMicros,
  SECONDS: 1_000_000,
  MILLISECONDS: 1_000,
};

/** A time of work in each week, in microseconds since Monday 00:00. */
interface Shift {
  readonly start: number;
  readonly length: number;
}

export const calendars: readonly PqlFunction[] = [
  {
    kind: "derived",
    name: "REMAP_TIMESTAMPS",
    syntax:
      "REMAP_TIMESTAMPS(date, DAYS|HOURS|MINUTES|SECONDS|MILLISECONDS [, WEEKDAY_CALENDAR(…)])",
    summary:
      "Whole units since 1970-01-01 as INT; with a calendar only time inside its shifts counts.",
    source: "help.celonis.de/pql47/en/REMAP_TIMESTAMPS.html",
    derive(call, checker) {
      const [dateNode, unitNode, calendar, ...more] = argumentsOf(call);
      const unit = unitNode?.kind === "name" ? units[unitNode.name.toUpperCase()] : undefined;
      if (dateNode === undefined || unit === undefined || more.length > 0) {
        throw checker.wrongArguments(call, this.syntax);
      }
      const operand = checker.any(dateNode, "The date of REMAP_TIMESTAMPS", ["DATE"]);
      const shifts = calendar === undefined ? undefined : shiftsOf(calendar, checker);
      return remapped(call, operand, unit, shifts, checker);
    },
  },
  {
    kind: "derived",
    name: "WORKDAYS_BETWEEN",
    syntax: "WORKDAYS_BETWEEN(WEEKDAY_CALENDAR(…), from, to)",
    summary: "Days of the calendar from the day of one date, included, to that of another, as INT.",
    source: "help.celonis.de/pql47/en/WORKDAYS_BETWEEN.html",
    derive(call, checker) {
      const [calendar, from, to, ...more] = argumentsOf(call);
      if (calendar === undefined || from === undefined || to === undefined || more.length > 0) {
        throw checker.wrongArguments(call, this.syntax);
      }
      const days = new Set(
        shiftsOf(calendar, checker).map((shift) => Math.floor(shift.start / dayMicros)),
      );
      const shifts = [...days].map((day) => ({ start: day * dayMicros, length: dayMicros }));
      const [begin, end] = [from, to].map((node) =>
        remapped(
          call,
          wholeDay(checker.any(node, "A date of WORKDAYS_BETWEEN", ["DATE"]), checker, call),
          dayMicros,
          shifts,
          checker,
        ),
      );
      const body: RowBody = {
        type: "INT",
        sql: ([a = "", b = ""]) => `(${b} - ${a})`,
        evaluate: strict((a, b) => num(b) - num(a)),
      };
      const given = [begin, end].filter((expression) => expression !== undefined);
      const span = checker.span(call);
      return { kind: "call", name: "WORKDAYS_BETWEEN", arguments: given, body, type: "INT", span };
    },
  },
  {
    kind: "derived",
    name: "WEEKDAY_CALENDAR",
    syntax: "WEEKDAY_CALENDAR(MONDAY 08:00-16:00 TUESDAY …)",
    summary: "Days and hours of work in each week, for REMAP_TIMESTAMPS and WORKDAYS_BETWEEN.",
    source,
    derive: (call, checker) => {
      throw pqlProblem(
        checker.span(call),
        "pql-syntax",
        "WEEKDAY_CALENDAR is no value.",
        "It stands in REMAP_TIMESTAMPS and WORKDAYS_BETWEEN.",
        "Write REMAP_TIMESTAMPS(date, HOURS, WEEKDAY_CALENDAR(MONDAY 08:00-16:00)).",
      );
    },
  },
];

function argumentsOf(call: CallNode | SpecialNode): readonly PqlNode[] {
  return call.kind === "call" ? call.arguments : [];
}

function wholeDay(operand: Expression, checker: Checker, call: CallNode | SpecialNode): Expression {
  const body: RowBody = {
    type: "DATE",
    sql: ([a = ""], { dialect }) => dialect.cast(`date_trunc('day', ${a})`, "DATE"),
    evaluate: strict((a) => Math.floor(num(a) / dayMicros) * dayMicros),
  };
  const span = checker.span(call);
  return { kind: "call", name: "ROUND_DAY", arguments: [operand], body, type: "DATE", span };
}

function remapped(
  call: CallNode | SpecialNode,
  operand: Expression,
  unit: number,
  shifts: readonly Shift[] | undefined,
  checker: Checker,
): Expression {
  const body: RowBody = {
    type: "INT",
    key: `${unit}${shifts === undefined ? "" : JSON.stringify(shifts)}`,
    sql: ([a = ""], { dialect }) => {
      const micros = dialect.epochMicros(a);
      const counted = shifts === undefined ? micros : workSql(micros, shifts);
      return dialect.cast(`floor(${dialect.cast(counted, "FLOAT")} / ${unit})`, "INT");
    },
    evaluate: strict((a) =>
      Math.floor((shifts === undefined ? num(a) : work(num(a), shifts)) / unit),
    ),
  };
  const span = checker.span(call);
  return { kind: "call", name: "REMAP_TIMESTAMPS", arguments: [operand], body, type: "INT", span };
}

/** 1970-01-01 is a Thursday: so long after the begin of its week. */
const epochInWeek = 3 * dayMicros;

/** Time inside the shifts since 1970. */
function work(micros: number, shifts: readonly Shift[]): number {
  const since = micros + epochInWeek;
  const week = Math.floor(since / weekMicros);
  const inWeek = (at: number): number =>
    shifts.reduce((sum, { start, length }) => sum + Math.min(Math.max(at - start, 0), length), 0);
  const total = shifts.reduce((sum, { length }) => sum + length, 0);
  return week * total + inWeek(since - week * weekMicros) - inWeek(epochInWeek);
}

function workSql(micros: string, shifts: readonly Shift[]): string {
  const since = `(${micros} + ${epochInWeek})`;
  const week = `floor(${since} / CAST(${weekMicros} AS DOUBLE PRECISION))`;
  const at = `(${since} - ${week} * ${weekMicros})`;
  const total = shifts.reduce((sum, { length }) => sum + length, 0);
  const parts = shifts.map(
    ({ start, length }) => `LEAST(GREATEST(${at} - ${start}, 0), ${length})`,
  );
  const before = work(0, shifts) - work(-epochInWeek, shifts);
  return `(${week} * ${total} + ${parts.join(" + ")} - ${before})`;
}

function shiftsOf(node: PqlNode, checker: Checker): readonly Shift[] {
  if (node.kind !== "special" || node.name !== "WEEKDAY_CALENDAR") {
    throw pqlProblem(
      checker.span(node),
      "pql-unsupported",
      "This is no calendar.",
      "Expected WEEKDAY_CALENDAR(…); calendars from tables are not supported.",
      "Write WEEKDAY_CALENDAR(MONDAY 08:00-16:00 TUESDAY 08:00-16:00).",
    );
  }
  const shifts = new Map<number, Shift>();
  let day = 0;
  for (const part of node.parts) {
    if (part.kind !== "word") continue;
    const named = weekdays.findIndex((name) => name === part.text);
    if (named >= 0) {
      day = named;
      shifts.set(day, { start: day * dayMicros, length: dayMicros });
    } else {
      const [from = 0, to = 0] = part.text.split("-").map(minutesOf);
      if (from > to || to > 24 * 60) throw badShift(part.text, node, checker);
      const start = day * dayMicros + from * minuteMicros;
      shifts.set(day, { start, length: (to - from) * minuteMicros });
    }
  }
  return [...shifts.values()].filter((shift) => shift.length > 0);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return minutes < 60 ? hours * 60 + minutes : Infinity;
}

function badShift(text: string, node: SpecialNode, checker: Checker): Error {
  return pqlProblem(
    checker.span(node),
    "pql-syntax",
    `${text} is no time of work.`,
    "A shift goes from an earlier to a later time of one day, 00:00 to 24:00.",
    "Write it so, for example 08:00-16:30.",
  );
}
