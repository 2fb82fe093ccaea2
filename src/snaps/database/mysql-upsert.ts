import { upsertExamples } from "../support/database/examples/upsert-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineUpsert } from "../support/database/define-upsert.ts";

export default defineUpsert(mysqlPack, upsertExamples);
