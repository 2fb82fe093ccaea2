import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineUpdate } from "../support/database/define-update.ts";

export default defineUpdate(
  sqlServerPack,
  unconnectedExamples({ tableName: "orders", updateCondition: "id = $id" }, [
    { id: 1, state: "sent" },
  ]),
);
