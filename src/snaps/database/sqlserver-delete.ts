import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineDelete } from "../support/database/define-delete.ts";

export default defineDelete(
  sqlServerPack,
  unconnectedExamples({ tableName: "orders", deleteCondition: "id = $id" }, [{ id: 1 }]),
);
