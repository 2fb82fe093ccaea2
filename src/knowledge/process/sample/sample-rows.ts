import type { SourceRow } from "../../data/source-readers.ts";
import { generateOrderToCash } from "./order-to-cash.ts";
import type { SampleTable } from "./sample-table.ts";

/** Rows of a table of the sample, by a name such as `order-to-cash/CASES`; undefined when there is none. */
export function sampleRows(generator: string): AsyncIterable<SourceRow> | undefined {
  const [sample, name] = generator.split("/");
  if (sample !== "order-to-cash") return undefined;
  const table = tables().find((one) => one.name === name);
  return table === undefined ? undefined : rowsOf(table);
}

/** All tables are made at once, and kept as long as memory is at hand: one load reads one after the other. */
let made: WeakRef<readonly SampleTable[]> | undefined;

function tables(): readonly SampleTable[] {
  const known = made?.deref();
  if (known !== undefined) return known;
  const anew = generateOrderToCash();
  made = new WeakRef(anew);
  return anew;
}

async function* rowsOf({ columns }: SampleTable): AsyncGenerator<SourceRow> {
  const length = columns[0]?.values.length ?? 0;
  for (let row = 0; row < length; row++) {
    yield Object.fromEntries(columns.map(({ name, values }) => [name, values[row] ?? null]));
  }
}
