import { executeExamples } from "../support/database/examples/execute-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineExecute } from "../support/database/define-execute.ts";

export default defineExecute(mysqlPack, executeExamples);
