import type { ColumnType } from "../data/data-schema.ts";
import type { ExpressionType } from "./expression.ts";
import { ArgumentMismatch } from "./function.ts";

/** The type that holds values of all of them: INT and FLOAT make FLOAT, NULL fits everything. */
export function unify(types: readonly ExpressionType[], what: string): ExpressionType {
  let result: ExpressionType = "NULL";
  for (const type of types) {
    if (type === result || type === "NULL") continue;
    if (result === "NULL") result = type;
    else if (isNumber(type) && isNumber(result)) result = "FLOAT";
    else {
      throw new ArgumentMismatch(
        `${what} have to be of one type; found ${result} and ${type}.`,
        conversionAdvice(result, type),
      );
    }
  }
  return result;
}

export function isNumber(type: ExpressionType): boolean {
  return type === "INT" || type === "FLOAT";
}

/** What is the case for a value of any type when nothing else says it. */
export function settled(type: ExpressionType): ColumnType {
  return type === "NULL" ? "STRING" : type;
}

export function conversionAdvice(a: ExpressionType, b: ExpressionType): string {
  const both = new Set([a, b]);
  if (both.has("DATE") && both.has("STRING")) {
    return "Write a date as {d'2024-01-31'}, or convert a text with TO_TIMESTAMP(text, 'YYYY-MM-DD').";
  }
  if (both.has("BOOLEAN")) {
    return "Compare a BOOLEAN with TRUE or FALSE, or make it a number: CASE WHEN condition THEN 1 ELSE 0 END.";
  }
  if (both.has("STRING")) {
    return "Convert the number with TO_STRING(…), or the text with TO_INT(…) or TO_FLOAT(…).";
  }
  return "Convert one of them, for example with TO_STRING(…), DAYS_BETWEEN(…) or YEAR(…).";
}
