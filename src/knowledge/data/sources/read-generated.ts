import { Refusal } from "../../../base/errors.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { RowsSource } from "../model/data-model.ts";
import { RowStager } from "./row-stager.ts";
import type { SourceContext } from "./source-context.ts";

/** Rows that the product makes itself. */
export async function readGenerated(
  source: RowsSource,
  context: SourceContext,
): Promise<StagedRows> {
  const rows = context.readers.generate?.(source.generator);
  if (rows === undefined) throw noGenerator(source.generator);
  const stager = new RowStager(context);
  for await (const row of rows) await stager.append(Object.entries(row));
  return stager.finish();
}

function noGenerator(name: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no generator "${name}"`,
    "Expected the name of a generator of this product; found another.",
    "Correct `source.generator`, or load the rows from a file.",
  );
}
