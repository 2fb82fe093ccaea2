import { unreachable } from "../../base/errors.ts";
import type { InsightsAnswer, InsightsKpi, Segment } from "./insights.ts";
import { showNumber } from "./show-number.ts";

/** The answer in sentences: the overall value, the strongest segments, and how they were found. */
export function insightText(answer: Omit<InsightsAnswer, "text">): string {
  const { kpi, overall, scope } = answer;
  const show = (value: number): string => showNumber(value, kpi);
  return [
    `${kpi.displayName} (${kpi.id}) is ${show(overall.value)} over ${count(overall.rows)} rows of ${scope.grain}.${desired(kpi)}`,
    ...(scope.appliedFilters.length === 0
      ? []
      : [`Applied filters: ${scope.appliedFilters.join("; ")}.`]),
    ...segmentLines(answer, show),
    ...answer.skipped.map((field) => `Not looked at: ${field.fieldId}. ${field.reason}`),
    methodOf(answer),
  ].join("\n");
}

function desired({ desiredDirection }: InsightsKpi): string {
  switch (desiredDirection) {
    case "UP":
      return " Higher is better.";
    case "DOWN":
      return " Lower is better.";
    case "NONE":
      return "";
    default:
      return unreachable(desiredDirection);
  }
}

/** Segments that the text speaks of; the list has more. */
const linesMax = 10;

function segmentLines(
  answer: Omit<InsightsAnswer, "text">,
  show: (value: number) => string,
): readonly string[] {
  const moving = answer.segments.filter((segment) => segment.contribution !== 0);
  if (moving.length === 0) {
    return [
      `No value of the fields moves it, among segments of at least ${count(answer.rowsMin)} rows.`,
    ];
  }
  return moving
    .slice(0, linesMax)
    .map((segment, index) => `${index + 1}. ${segmentLine(answer, segment, show)}`);
}

function segmentLine(
  { comparison, kpi }: Omit<InsightsAnswer, "text">,
  segment: Segment,
  show: (value: number) => string,
): string {
  const name = `${segment.fieldName} ${segment.value === null ? "without a value" : `= "${segment.value}"`}`;
  const size = `${count(segment.rows)} rows (${showNumber(segment.share, { format: "0.0%" })})`;
  const more = segment.delta > 0;
  const effect = segment.effect === "neutral" ? "" : ` (${segment.effect})`;
  const difference = show(Math.abs(segment.delta));
  const by = `${more ? "more" : "less"} than`;
  return comparison === "additive"
    ? `${name}: ${show(segment.kpiValue)} on ${size}, ${difference} ${by} their share of the rows would give${effect}.`
    : `${name}: ${show(segment.kpiValue)} on ${size}, ${difference} ${by} overall${effect}; it moves ${kpi.displayName} by ${signed(segment.contribution, show)}.`;
}

function signed(value: number, show: (value: number) => string): string {
  return `${value > 0 ? "+" : "−"}${show(Math.abs(value))}`;
}

function methodOf({
  comparison,
  rowsMin,
  fields,
  segmentCount,
}: Omit<InsightsAnswer, "text">): string {
  const what =
    comparison === "additive"
      ? "the KPI adds up, so each segment is compared with its share of the rows times the overall value, and ranked by the difference"
      : "each segment is compared with the overall value, and ranked by the difference times its share of the rows";
  const cut = fields.filter((field) => field.valuesExamined < field.values);
  const only =
    cut.length === 0
      ? ""
      : ` Only the most frequent values were looked at: ${cut.map((field) => `${count(field.valuesExamined)} of ${count(field.values)} of ${field.fieldId}`).join(", ")}.`;
  return `How: ${count(segmentCount)} segments of ${count(fields.length)} fields; ${what}. Segments of fewer than ${count(rowsMin)} rows are left out.${only}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
