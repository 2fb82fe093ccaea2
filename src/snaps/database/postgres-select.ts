import { selectExamples } from "../support/database/examples/select-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineSelect } from "../support/database/define-select.ts";

export default defineSelect(postgresPack, selectExamples);
