import { updateExamples } from "../support/database/examples/update-examples.ts";
import { jdbcPack } from "../support/database/databases.ts";
import { defineUpdate } from "../support/database/define-update.ts";

export default defineUpdate(jdbcPack, updateExamples);
