import { Cron } from "croner";
import { Refusal } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { Repeat, Schedule } from "./schedule.ts";
import type { NewTask } from "./tasks.ts";

export interface ReadSlt {
  readonly task: Omit<NewTask, "org" | "projectPath">;
  readonly findings: readonly Finding[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Characters of an `.slt`, which is a few settings. */
const sltLengthMax = 1_000_000;

/**
 * A task as the platform exports it: an empty schedule is a triggered task, `always_on` one that always runs. Refuses
 * what it cannot follow; what it passes over is told as a warning.
 */
export function readSlt(text: string): ReadSlt {
  if (text.length > sltLengthMax) throw unreadable(`It has more than ${sltLengthMax} characters.`);
  const root = fieldsOf(parse(text), "");
  const name = textIn(root, "job_name");
  const parameters = fieldsOf(root["parameters"], "parameters");
  const schedule = isObject(root["schedule"]) ? root["schedule"] : {};
  const findings: Finding[] = [];
  const alwaysOn = schedule["always_on"] === true;
  const triggered = Object.keys(schedule).length === 0;
  const timeout = numberIn(parameters, "execution_timeout");
  if (timeout > 0) {
    findings.push(
      warning(
        "/parameters/execution_timeout",
        "The timeout is read as minutes.",
        `Found ${timeout}.`,
      ),
    );
  }
  for (const [key, what] of Object.entries(notFollowed)) {
    if (isSet(parameters[key]))
      findings.push(warning(`/parameters/${key}`, what, "It is passed over."));
  }
  if (alwaysOn) {
    findings.push(
      warning(
        "/schedule/always_on",
        "The task runs as a headless one: its pipeline is started again whenever it has ended.",
        "Requests to an Ultra task, with one answer for each, are not served by this build; a triggered task answers requests.",
      ),
    );
  }
  const snaplexPath = parameters["snaplex_path"];
  if (isSet(snaplexPath)) {
    findings.push(
      warning(
        "/parameters/snaplex_path",
        `The Snaplex ${JSON.stringify(snaplexPath)} of the file is passed over.`,
        "The only Snaplex of the organization is used; another one can be named when the task is created.",
      ),
    );
  }
  return {
    findings,
    task: {
      name,
      kind: alwaysOn ? "always_on" : triggered ? "triggered" : "scheduled",
      pipelinePath: textIn(parameters, "pipeline_path"),
      parameters: parametersIn(parameters["pipeline_parameters"]),
      enabled: parameters["enabled"] !== false,
      maxFailures: numberIn(parameters, "max_failures"),
      ...(parameters["max_in_flight"] === undefined
        ? {}
        : { maxInFlight: Math.max(1, numberIn(parameters, "max_in_flight")) }),
      ...(timeout > 0 ? { executionTimeoutMs: timeout * 60_000 } : {}),
      ...(isSet(parameters["notification"]) ? { notification: parameters["notification"] } : {}),
      ...(typeof root["note"] === "string" && root["note"] !== "" ? { note: root["note"] } : {}),
      ...(alwaysOn || triggered ? {} : { schedule: scheduleIn(schedule, findings) }),
    },
  };
}

const notFollowed = {
  notification: "Notifications are kept with the task; nobody is notified.",
  watchdog: "There is no watchdog.",
  llfeed_token: "The token of the file is not taken over; a triggered task gets one of its own.",
  job_alias: "There are no aliases of tasks.",
} as const;

function scheduleIn(schedule: Fields, findings: Finding[]): Schedule {
  const timeZone = typeof schedule["time_zone"] === "string" ? schedule["time_zone"] : "UTC";
  const startMs = startIn(schedule, timeZone);
  const repeat = schedule["repeat"];
  const basics = { timeZone, startMs, missed: "skip" } as const;
  if (!isObject(repeat)) return { ...basics, repeat: { kind: "once" }, blackoutDates: [] };
  const endMs = endIn(repeat["ends"], timeZone, findings);
  const dates = repeat["blackout_dates"] ?? schedule["blackout_dates"];
  const blackoutDates = Array.isArray(dates)
    ? dates.map((date) => dateOf(date, "blackout_dates"))
    : [];
  return {
    ...basics,
    repeat: repeatIn(repeat),
    blackoutDates,
    ...(endMs === undefined ? {} : { endMs }),
  };
}

const unitsMs: Readonly<Record<string, number>> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
};

function repeatIn(repeat: Fields): Repeat {
  const { by } = repeat;
  if (by === "cron") {
    const cron = fieldsOf(repeat["cron"], "schedule/repeat/cron");
    const fields = ["minute", "hour", "day", "month", "day_of_week"].map((field) => {
      const value = cron[field];
      return typeof value === "number"
        ? String(value)
        : typeof value === "string" && value !== ""
          ? value
          : "*";
    });
    return { kind: "cron", expression: fields.join(" ") };
  }
  const unitMs = typeof by === "string" ? unitsMs[by] : undefined;
  const every = [
    repeat["interval"],
    repeat["every"],
    typeof by === "string" ? repeat[by] : undefined,
  ]
    .map(Number)
    .find((number) => Number.isFinite(number) && number > 0);
  if (unitMs === undefined || every === undefined) {
    throw unreadable(
      `Its repetition is ${JSON.stringify(repeat).slice(0, 200)}; \`by\` is cron, ${Object.keys(unitsMs).join(", ")}, with an \`interval\`.`,
    );
  }
  return { kind: "interval", everyMs: unitMs * every };
}

function startIn(schedule: Fields, timeZone: string): number | undefined {
  if (!isSet(schedule["start_date"])) return undefined;
  const date = dateOf(schedule["start_date"], "start_date");
  const time = isSet(schedule["start_time"]) ? schedule["start_time"] : "00:00";
  return localTime(`${date}T${timeOf(time)}`, timeZone);
}

function endIn(ends: unknown, timeZone: string, findings: Finding[]): number | undefined {
  const date = isObject(ends) ? (ends["date"] ?? ends["on"]) : ends;
  if (!isSet(date) || date === "never") return undefined;
  if (typeof date === "string" && /^\d{4}-\d\d-\d\d/.test(date)) {
    return localTime(`${date.slice(0, 10)}T23:59:59`, timeZone);
  }
  findings.push(
    warning(
      "/schedule/repeat/ends",
      "The end of the schedule is not understood.",
      `Found ${JSON.stringify(ends)}.`,
    ),
  );
  return undefined;
}

/** A time of the clocks of a time zone. */
function localTime(text: string, timezone: string): number {
  try {
    const at = new Cron(text, { timezone, paused: true }).nextRun(new Date(0));
    if (at !== null) return at.getTime();
  } catch {
    // Told below.
  }
  throw unreadable(`${JSON.stringify(text)} is no time in ${JSON.stringify(timezone)}.`);
}

function dateOf(value: unknown, field: string): string {
  const iso = typeof value === "string" ? /^\d{4}-\d\d-\d\d/.exec(value)?.[0] : undefined;
  if (iso !== undefined) return iso;
  throw unreadable(
    `Its \`${field}\` is ${JSON.stringify(value)}, not a date such as "2026-06-01".`,
  );
}

function timeOf(value: unknown): string {
  const time = typeof value === "string" ? /^(\d\d:\d\d)(:\d\d)?/.exec(value) : null;
  if (time !== null) return `${time[1] ?? "00:00"}${time[2] ?? ":00"}`;
  throw unreadable(`Its \`start_time\` is ${JSON.stringify(value)}, not a time such as "08:30".`);
}

function parametersIn(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) =>
      text === null ? [] : [[key, typeof text === "string" ? text : JSON.stringify(text)]],
    ),
  );
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw unreadable("It is not JSON.");
  }
}

function fieldsOf(value: unknown, place: string): Fields {
  if (isObject(value)) return value;
  throw unreadable(place === "" ? "It is no JSON object." : `It has no object \`${place}\`.`);
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw unreadable(`It has no text \`${name}\`.`);
}

function numberIn(fields: Fields, name: string): number {
  const value = Number(fields[name] ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function isSet(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== "" &&
    !(isObject(value) && Object.keys(value).length === 0)
  );
}

function warning(pointer: string, error: string, reason: string): Finding {
  const resolution = "Nothing is to be done unless you rely on it.";
  return {
    code: "slt-not-followed",
    severity: "warning",
    place: { pointer },
    error,
    reason,
    resolution,
  };
}

function unreadable(found: string): Refusal {
  return new Refusal(
    "invalid-content",
    "The .slt cannot be read as a task.",
    `Expected the JSON of a task as the platform exports it, with job_name, parameters and schedule. ${found}`,
    "Export the task again, or create it with `slipway task create`.",
  );
}
