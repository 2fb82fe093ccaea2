import { updateExamples } from "../support/database/examples/update-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineUpdate } from "../support/database/define-update.ts";

export default defineUpdate(postgresPack, updateExamples);
