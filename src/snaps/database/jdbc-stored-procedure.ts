import { postgresProcedureExamples } from "../support/database/examples/procedure-examples.ts";
import { jdbcPack } from "../support/database/databases.ts";
import { defineStoredProcedure } from "../support/database/define-stored-procedure.ts";

export default defineStoredProcedure(jdbcPack, postgresProcedureExamples);
