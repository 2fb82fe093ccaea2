import { executeExamples } from "../support/database/examples/execute-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineExecute } from "../support/database/define-execute.ts";

export default defineExecute(postgresPack, executeExamples);
