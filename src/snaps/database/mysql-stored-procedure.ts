import { mysqlProcedureExamples } from "../support/database/examples/procedure-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineStoredProcedure } from "../support/database/define-stored-procedure.ts";

export default defineStoredProcedure(mysqlPack, mysqlProcedureExamples);
