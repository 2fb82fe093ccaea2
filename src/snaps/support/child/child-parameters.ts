import { toText } from "../../../expr/to-text.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { table } from "../../../engine/settings/table.ts";
import { text } from "../../../engine/settings/text.ts";
import { anyValue } from "../any-value.ts";

/** The table of parameters that Snaps hand to the pipelines they run. */
export function childParameterRows() {
  return table({
    help: "Parameters to hand over; the child's defaults stand for the others.",
    columns: {
      paramName: text({ help: "Name without the underscore." }),
      paramValue: anyValue({ help: "Its value, as in `$id`; it arrives as text." }),
    },
  });
}

interface ParameterRow {
  readonly paramName: string;
  readonly paramValue: (document: Value) => Value;
}

/** What the rows come to for a document: text, or null. */
export function childParameters(
  rows: readonly ParameterRow[],
  document: Document,
): Record<string, string | null> {
  const parameters: Record<string, string | null> = {};
  for (const { paramName, paramValue } of rows) {
    if (paramName !== "") parameters[paramName] = textOrNull(paramValue(document));
  }
  return parameters;
}

function textOrNull(value: Value): string | null {
  return value === null ? null : toText(value);
}
