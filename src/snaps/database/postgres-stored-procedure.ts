import { postgresProcedureExamples } from "../support/database/examples/procedure-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineStoredProcedure } from "../support/database/define-stored-procedure.ts";

export default defineStoredProcedure(postgresPack, postgresProcedureExamples);
