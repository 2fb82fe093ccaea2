import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineInsert } from "../support/database/define-insert.ts";

export default defineInsert(
  sqlServerPack,
  unconnectedExamples({ tableName: "orders" }, [{ id: 1 }]),
);
