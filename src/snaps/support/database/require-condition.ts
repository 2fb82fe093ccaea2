import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import type { BoundSql, SqlTextSetting } from "./sql-text.ts";

/** The condition for a document. One that was left blank means every row; an expression that comes out blank does not. */
export function requireCondition(
  setting: SqlTextSetting,
  document: Document,
  name: string,
): BoundSql {
  const condition = setting.forDocument(document);
  if (!condition.isBlank || setting.isUnset) return condition;
  throw new SnapFailure(
    `The condition of "${name}" is blank for this document`,
    "Expected the expression to give a condition; without one every row of the table would be meant.",
    "Mend the expression; for every row let it give `1 = 1`.",
  );
}
