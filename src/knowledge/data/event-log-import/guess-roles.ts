import { Refusal } from "../../../base/errors.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { type ColumnRole, nameScore } from "./column-names.ts";
import type { EventLogOptions, Guess } from "./event-log-import.ts";
import type { ColumnProfile } from "./profile-columns.ts";

export interface ColumnRoles {
  readonly case: ColumnProfile;
  readonly activity: ColumnProfile;
  readonly timestamp: ColumnProfile;
  readonly end: ColumnProfile | undefined;
  readonly lifecycle: ColumnProfile | undefined;
  readonly resource: ColumnProfile | undefined;
  readonly sorting: ColumnProfile | undefined;
  readonly guesses: readonly Guess[];
}

/** Which column tells what: as the user says, else by its name, else by what is in it. */
export function guessRoles(
  file: string,
  profiles: readonly ColumnProfile[],
  options: EventLogOptions,
): ColumnRoles {
  const guesses: Guess[] = [];
  const taken = new Set<ColumnProfile>();
  const take = (what: Guess["what"], profile: ColumnProfile, why: string): ColumnProfile => {
    taken.add(profile);
    guesses.push({ what, value: profile.column.name, why });
    return profile;
  };
  const named = (name: string | undefined, what: Guess["what"]): ColumnProfile | undefined => {
    if (name === undefined) return undefined;
    const profile = profiles.find(({ column }) => column.name === name);
    if (profile === undefined) throw noColumn(file, name, profiles);
    return take(what, profile, "You said so.");
  };
  const byName = (
    role: ColumnRole,
    what: Guess["what"],
    fits: (profile: ColumnProfile) => boolean,
  ): ColumnProfile | undefined => {
    const [best] = profiles
      .filter((profile) => !taken.has(profile) && fits(profile))
      .map((profile) => ({ profile, score: nameScore(profile.column.name, role) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score);
    return best && take(what, best.profile, "Its name says so.");
  };
  const byContent = (
    what: Guess["what"],
    fits: (profile: ColumnProfile) => boolean,
    rank: (profile: ColumnProfile) => number,
    why: string,
  ): ColumnProfile | undefined => {
    const [best] = profiles
      .filter((profile) => !taken.has(profile) && fits(profile))
      .toSorted((one, other) => rank(other) - rank(one));
    return best && take(what, best, why);
  };
  // Explicit choices first, so that no guess takes them away.
  const said = {
    case: named(options.caseColumn, "case column"),
    activity: named(options.activityColumn, "activity column"),
    timestamp: named(options.timestampColumn, "timestamp column"),
    end: named(options.endTimestampColumn, "end timestamp column"),
  };
  const exact =
    said.timestamp ??
    byName(
      "timestamp",
      "timestamp column",
      (profile) => dated(profile) && nameScore(profile.column.name, "timestamp") === 2,
    );
  const start = exact ?? byName("start", "timestamp column", dated);
  const end =
    said.end ??
    (exact === undefined || said.timestamp !== undefined
      ? byName("end", "end timestamp column", dated)
      : undefined);
  let timestamp =
    start ??
    byName("timestamp", "timestamp column", dated) ??
    byContent(
      "timestamp column",
      dated,
      ({ distinct }) => distinct,
      "It has the most different points in time.",
    );
  let ended = end;
  if (timestamp === undefined && end !== undefined) {
    timestamp = end;
    ended = undefined;
    guesses.push({
      what: "timestamp column",
      value: end.column.name,
      why: "It is the only point in time.",
    });
  }
  const lifecycle = byName("lifecycle", "lifecycle column", filled);
  const sorting = profiles.find(
    (profile) => !taken.has(profile) && nameScore(profile.column.name, "sorting") > 1,
  );
  if (sorting !== undefined) taken.add(sorting);
  const caseColumn =
    said.case ??
    byName("case", "case column", filled) ??
    byContent(
      "case column",
      (profile) => filled(profile) && profile.distinct > 1 && profile.distinct < profile.rows * 0.8,
      ({ distinct }) => distinct,
      "It has the most different values of those that repeat.",
    );
  const activity =
    said.activity ??
    byName("activity", "activity column", (profile) => filled(profile) && profile.length < 300) ??
    byContent(
      "activity column",
      (profile) =>
        filled(profile) && profile.distinct > 1 && profile.distinct < 1000 && !profile.numeric,
      ({ distinct, rows }) => (distinct < rows / 2 ? distinct : -1),
      "It has texts that repeat.",
    );
  const resource = byName("resource", "resource column", filled);
  if (caseColumn === undefined) throw missing(file, "case", "--case", profiles);
  if (activity === undefined) throw missing(file, "activity", "--activity", profiles);
  if (timestamp === undefined) throw missing(file, "timestamp", "--timestamp", profiles);
  return {
    case: caseColumn,
    activity,
    timestamp,
    end: ended,
    lifecycle,
    resource,
    sorting,
    guesses: guesses.filter(
      ({ what, value }) => what !== "end timestamp column" || ended?.column.name === value,
    ),
  };
}

function dated({ date }: ColumnProfile): boolean {
  return date !== undefined;
}

function filled(profile: ColumnProfile): boolean {
  return profile.date === undefined && profile.filled * 2 > profile.rows;
}

function missing(
  file: string,
  role: string,
  flag: string,
  profiles: readonly ColumnProfile[],
): Refusal {
  return new Refusal(
    "invalid-content",
    `"${file}" does not say which column is the ${role}`,
    `Expected a column such as ${examples[role] ?? role}; found ${listed(profiles)}.`,
    role === "timestamp"
      ? `Name it with \`${flag}\`, and say how it is written with \`--timestamp-format\`, such as \`%d.%m.%Y %H:%M:%S\`.`
      : `Name it with \`${flag}\`.`,
  );
}

const examples: Readonly<Record<string, string>> = {
  case: "`case:concept:name` or `Case ID`",
  activity: "`concept:name` or `Activity`",
  timestamp: "`time:timestamp` or `Timestamp` with dates",
};

function noColumn(file: string, name: string, profiles: readonly ColumnProfile[]): Refusal {
  return new Refusal(
    "invalid-argument",
    `"${file}" has no column "${name}"`,
    `Expected one of ${listed(profiles)}; found "${name}".`,
    didYouMean(
      name,
      profiles.map(({ column }) => column.name),
    ) || "Name one of these; names are case-sensitive.",
  );
}

function listed(profiles: readonly ColumnProfile[]): string {
  return profiles
    .slice(0, 50)
    .map(({ column }) => `\`${column.name}\``)
    .join(", ");
}
