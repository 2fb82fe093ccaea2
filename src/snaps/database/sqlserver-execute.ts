import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineExecute } from "../support/database/define-execute.ts";

export default defineExecute(
  sqlServerPack,
  unconnectedExamples({ sqlStatement: "SELECT * FROM orders WHERE id = $id" }, [{ id: 1 }]),
);
