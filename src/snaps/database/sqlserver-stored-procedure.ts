import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineStoredProcedure } from "../support/database/define-stored-procedure.ts";

export default defineStoredProcedure(
  sqlServerPack,
  unconnectedExamples(
    {
      storedProcedureName: "dbo.close_order",
      parameterValues: [{ parameterValue: { expression: "$id" } }],
    },
    [{ id: 1 }],
  ),
);
