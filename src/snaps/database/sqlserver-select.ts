import { unconnectedExamples } from "../support/database/examples/unconnected-examples.ts";
import { sqlServerPack } from "../support/database/databases.ts";
import { defineSelect } from "../support/database/define-select.ts";

export default defineSelect(sqlServerPack, unconnectedExamples({ tableName: "orders" }));
