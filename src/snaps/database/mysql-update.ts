import { updateExamples } from "../support/database/examples/update-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineUpdate } from "../support/database/define-update.ts";

export default defineUpdate(mysqlPack, updateExamples);
