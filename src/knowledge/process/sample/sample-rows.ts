import type { SourceRow } from "../../data/source-readers.ts";
import { generateOrderToCash } from "./order-to-cash.ts";
import type { SampleTable } from "./sample-table.ts";

/** Rows of a table of the sample, by a name such as `order-to-cash/CASES`; undefined when there is none. */
export function sampleRows(generator: string): AsyncIterable<SourceRow> | undefined {
  const [sample, name] = generator.split("/");
  if (sample !== "order-to-cash") return undefined;
  const table = generateOrderToCash().find((one) => one.name === name);
  return table === undefined ? undefined : rowsOf(table);
}

async function* rowsOf({ columns }: SampleTable): AsyncGenerator<SourceRow> {
  const length = columns[0]?.values.length ?? 0;
  for (let row = 0; row < length; row++) {
    yield Object.fromEntries(columns.map(({ name, values }) => [name, values[row] ?? null]));
  }
}
