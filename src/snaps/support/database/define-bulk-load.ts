import type { Emission } from "../../../engine/batch.ts";
import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { flag } from "../../../engine/settings/flag.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import type { Document } from "../../../expr/value.ts";
import { BulkLoader } from "./bulk-loader.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import type { DatabasePack } from "./databases.ts";

const settings = {
  ...tableSettings,
  createTable: flag({
    help: "Makes the table when there is none: like the schema on the second input view, or with columns for the first document.",
    default: false,
  }),
  ...retrySettings,
};

export type BulkLoadContext = SnapContext<BoundSettings<typeof settings>>;

/** Loads many documents as rows. */
export function defineBulkLoad(
  pack: DatabasePack,
  how: string,
  examples: readonly SnapExample[],
): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-bulkload`,
    version: 1,
    name: `${pack.name}BulkLoad`,
    label: `${pack.label} - Bulk Load`,
    category: "write",
    summary: `Loads many documents into a ${pack.label} table.`,
    details:
      `${how} The first document says which account and which table, where these are expressions. The documents travel in parts of up to 20,000, each committed by itself: a failure leaves the parts before it. When the server refuses a row, that one goes to the error view and the others of its part are loaded. The output has one document, \`{ Status, insertedRows, failedRows }\`. ${pack.note}`.trim(),
    views: {
      input: { min: 1, max: 2, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings,
    run: bulkLoadOperator,
    examples,
  });
}

function bulkLoadOperator(context: BulkLoadContext): Operator {
  const { bulkLoadRowsMax } = context.limits;
  return async function* loaded({ inputs: [input, schemaInput] }): AsyncIterable<Emission> {
    if (input === undefined) return;
    const loader = new BulkLoader(context);
    try {
      if (schemaInput !== undefined) {
        for await (const [first] of documentsOf(schemaInput)) loader.schema ??= first;
      }
      let part: Document[] = [];
      // The next part is gathered while the server takes the one before.
      let loading: Promise<void> | undefined;
      try {
        for await (const batch of documentsOf(input)) {
          part.push(...batch);
          if (part.length < bulkLoadRowsMax) continue;
          await loading;
          loading = settled(loader.load(part));
          part = [];
        }
      } finally {
        await loading;
      }
      if (part.length > 0) await loader.load(part);
      if (context.outputs.length > 0) yield { view: 0, items: [loader.outcome()] };
    } finally {
      await loader.close();
    }
  };
}

/** A failure is met by whoever waits for it, and is no unhandled rejection before. */
function settled(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}
