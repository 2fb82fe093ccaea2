import { unreachable } from "../../../base/errors.ts";
import type { Span } from "../../../base/finding.ts";
import type { PqlNode } from "../ast.ts";
import type { PqlValue } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import type { SqlSite } from "../sql/sql-site.ts";
import { type FormReader, formOf, listOf, readParts } from "./form-reader.ts";
import { logRows } from "./log-rows.ts";
import { type NameNode, nameAt, namesOf } from "./match-process.ts";
import { type ActivityName, isNamed, oneOf, type Pattern, sequence } from "./pattern.ts";
import { letteredPattern, nameSql } from "./pattern-sql.ts";
import { type OrderedEvents, perCase } from "./per-case.ts";

const groups = ["STARTING", "NODE", "NODE_ANY", "ENDING", "EXCLUDING", "EXCLUDING_ALL"] as const;
type GroupWord = (typeof groups)[number];

interface ActivitiesForm {
  readonly column: PqlNode | undefined;
  readonly groups: readonly { readonly word: GroupWord; readonly names: readonly NameNode[] }[];
}

export const matchActivitiesForm = formOf("MATCH_ACTIVITIES", true, grammar);

export const matchActivities: DerivedFunction = {
  kind: "derived",
  name: "MATCH_ACTIVITIES",
  syntax:
    "MATCH_ACTIVITIES([\"ACTIVITIES\".\"ACTIVITY\",] STARTING ['A', …], NODE ['B', …], NODE_ANY ['C', …], ENDING ['D', …], EXCLUDING ['E', …], EXCLUDING_ALL ['F', …])",
  summary:
    "1 for cases that have all activities of NODE and one of NODE_ANY, start and end with one of those, have none of EXCLUDING and not all of EXCLUDING_ALL; in any order.",
  source: "docs.celonis.com/en/match_activities.html",
  derive(call, checker) {
    if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
    const form = readParts(call, grammar);
    const rows = logRows(call, form.column, checker, ["STRING"]);
    const demands = form.groups.map(({ word, names }) => ({
      word,
      names: namesOf(names, call, checker),
    }));
    return perCase(
      call,
      rows,
      {
        type: "INT",
        key: JSON.stringify(demands),
        empty: 0,
        columns: [{ name: "a", expression: rows.activity }],
        sql: (site, events) => {
          const conditions = demands.map((demand) =>
            conditionOf(demand, site, events, checker.span(call)),
          );
          return `CASE WHEN ${conditions.join(" AND ")} THEN 1 ELSE 0 END`;
        },
        evaluate: (events) => {
          const activities = events.flatMap(([activity = null]) =>
            activity === null ? [] : [activity],
          );
          const fits = demands.every((demand) => holds(demand, activities));
          return activities.length > 0 && fits ? 1 : 0;
        },
      },
      checker,
    );
  },
};

interface Demand {
  readonly word: GroupWord;
  readonly names: readonly ActivityName[];
}

/** Null for a case whose events have no activities. */
function conditionOf(
  { word, names }: Demand,
  site: SqlSite,
  events: OrderedEvents,
  span: Span,
): string {
  const each = names.map((name) => nameSql("a", name, site));
  const all = each.map((condition) => some([condition])).join(" AND ");
  switch (word) {
    case "NODE":
      return all;
    case "NODE_ANY":
      return some(each);
    case "EXCLUDING":
      return `NOT ${some(each)}`;
    case "EXCLUDING_ALL":
      return `NOT (${all})`;
    case "STARTING":
    case "ENDING": {
      const lettered = letteredPattern(edgePattern(word, names), span);
      const text = events.text(lettered.letter("a", site), site.bind("", "STRING"));
      return site.dialect.matches(text, site.bind(lettered.expression, "STRING"));
    }
    default:
      return unreachable(word);
  }
}

function some(conditions: readonly string[]): string {
  return `bool_or(${conditions.join(" OR ")})`;
}

function edgePattern(word: "STARTING" | "ENDING", names: readonly ActivityName[]): Pattern {
  return word === "STARTING"
    ? sequence({ kind: "start" }, oneOf(names))
    : sequence(oneOf(names), { kind: "end" });
}

function holds({ word, names }: Demand, activities: readonly PqlValue[]): boolean {
  const has = (name: ActivityName): boolean => activities.some((one) => isNamed(one, name));
  const is = (activity: PqlValue | undefined): boolean =>
    activity !== undefined && names.some((name) => isNamed(activity, name));
  switch (word) {
    case "NODE":
      return names.every(has);
    case "NODE_ANY":
      return names.some(has);
    case "EXCLUDING":
      return !names.some(has);
    case "EXCLUDING_ALL":
      return !names.every(has);
    case "STARTING":
      return is(activities[0]);
    case "ENDING":
      return is(activities.at(-1));
    default:
      return unreachable(word);
  }
}

function grammar(reader: FormReader): ActivitiesForm {
  reader.sign("(", "after MATCH_ACTIVITIES");
  const isGroup = groups.some((word) => reader.isWordBefore(word, "["));
  const column = isGroup ? undefined : reader.expression();
  if (column !== undefined) reader.sign(",", "after the column");
  const found: { word: GroupWord; names: readonly NameNode[] }[] = [];
  do {
    const text = reader.word(groups, "in MATCH_ACTIVITIES");
    reader.sign("[", `after ${text}`);
    const names = listOf(reader, "]", () => nameAt(reader));
    found.push({ word: groups.find((word) => word === text) ?? "NODE", names });
  } while (reader.takeSign(","));
  reader.sign(")", "after the activities");
  return { column, groups: found };
}
