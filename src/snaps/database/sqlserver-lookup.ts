import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineLookup } from "../support/database/define-lookup.ts";

export default defineLookup(
  sqlServerPack,
  unconnectedExamples(
    { tableName: "orders", lookupConditions: [{ column: "id", value: { expression: "$id" } }] },
    [{ id: 1 }],
  ),
);
