import { assert, unreachable } from "../../../base/errors.ts";
import type { Span } from "../../../base/finding.ts";
import { pqlProblem } from "../problem.ts";
import { like } from "../functions/like.ts";
import type { SqlSite } from "../sql/sql-site.ts";
import { type ActivityName, isNamed, namesIn, type Pattern } from "./pattern.ts";

/**
 * A pattern as a regular expression over letters, and the letter of each activity. Activities that no name of the
 * pattern tells apart share a letter. Names are compared by the database, so nothing of them stands in the expression.
 */
export interface LetteredPattern {
  readonly expression: string;
  /** SQL of the letter of an activity. */
  letter(activity: string, site: SqlSite): string;
}

/** Neither signs of regular expressions nor letters that have a capital. */
const firstLetter = 0x4e00;
const likesMax = 10;
const lettersMax = 20_000;
const sizeMax = 1_000;

export function letteredPattern(pattern: Pattern, span: Span): LetteredPattern {
  const names = namesIn(pattern);
  const exact = names.filter((name) => !name.like);
  const likes = names.filter((name) => name.like);
  refuseLarge(pattern, exact.length, likes.length, span);
  const letters = [
    ...exact.map(
      ({ text }) =>
        (name: ActivityName): boolean =>
          isNamed(text, name),
    ),
    ...Array.from(
      { length: 2 ** likes.length },
      (_, set) =>
        (name: ActivityName): boolean =>
          name.like && (set & (1 << likes.findIndex((one) => one.text === name.text))) !== 0,
    ),
  ];
  const classOf = ({ names: wanted, negated }: Extract<Pattern, { kind: "one" }>): string => {
    const chosen = letters.flatMap((isLetterOf, index) =>
      wanted.some(isLetterOf) !== negated ? [String.fromCodePoint(firstLetter + index)] : [],
    );
    if (chosen.length === letters.length) return ".";
    return chosen.length === 0 ? impossible : `[${chosen.join("")}]`;
  };
  return {
    expression: written(pattern, classOf),
    letter: (activity, site) => letterSql(activity, exact, likes, site),
  };
}

/** A letter that no activity has. */
const impossible = String.fromCodePoint(firstLetter - 1);

function letterSql(
  activity: string,
  exact: readonly ActivityName[],
  likes: readonly ActivityName[],
  site: SqlSite,
): string {
  const whens = exact.map(
    (name, index) => `WHEN ${nameSql(activity, name, site)} THEN ${firstLetter + index}`,
  );
  const bits = likes.map(
    (name, index) => `CASE WHEN ${nameSql(activity, name, site)} THEN ${1 << index} ELSE 0 END`,
  );
  const other = [String(firstLetter + exact.length), ...bits].join(" + ");
  return `chr(CASE WHEN ${activity} IS NULL THEN NULL ${whens.join(" ")} ELSE ${other} END)`;
}

/** Whether an activity has a name. */
export function nameSql(activity: string, name: ActivityName, site: SqlSite): string {
  const given = site.bind(name.text, "STRING");
  if (!name.like) return `(${activity} = ${given})`;
  const [declared] = like;
  assert(declared?.kind === "row", "LIKE is a row function");
  const body = declared.body({
    types: ["STRING", "STRING"],
    words: [],
    values: [undefined, name.text],
    distinct: false,
    nowMicros: 0,
  });
  return body.sql([activity, given], site);
}

function written(
  pattern: Pattern,
  classOf: (one: Extract<Pattern, { kind: "one" }>) => string,
): string {
  const inside = (part: Pattern): string => written(part, classOf);
  switch (pattern.kind) {
    case "one":
      return classOf(pattern);
    case "sequence":
      return pattern.parts.map(inside).join("");
    case "choice":
      return `(?:${pattern.parts.map(inside).join("|")})`;
    case "repeat": {
      const { from, to } = pattern;
      const times =
        to === null ? (from === 0 ? "*" : from === 1 ? "+" : `{${from},}`) : `{${from},${to}}`;
      return `(?:${inside(pattern.part)})${times}`;
    }
    case "start":
      return "^";
    case "end":
      return "$";
    default:
      return unreachable(pattern);
  }
}

function refuseLarge(pattern: Pattern, exact: number, likes: number, span: Span): void {
  const size = sizeOf(pattern);
  if (likes <= likesMax && exact <= lettersMax && size <= sizeMax) return;
  const [found, most] =
    likes > likesMax
      ? [`${likes} different LIKE`, `${likesMax} different LIKE`]
      : exact > lettersMax
        ? [`${exact} names`, `${lettersMax} names`]
        : [`${size} parts, repetitions written out`, `${sizeMax} parts`];
  throw pqlProblem(
    span,
    "pql-limit",
    "The pattern is too large.",
    `It has ${found}; the most are ${most}.`,
    "Split it into several patterns that are joined by AND or OR, or repeat parts fewer times.",
  );
}

/** Parts of the expression when repetitions are written out. */
function sizeOf(pattern: Pattern): number {
  if (pattern.kind === "repeat")
    return sizeOf(pattern.part) * Math.max(1, pattern.to ?? pattern.from);
  if ("parts" in pattern) return pattern.parts.reduce((sum, part) => sum + sizeOf(part), 1);
  return 1;
}
