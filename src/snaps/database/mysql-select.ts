import { selectExamples } from "../support/database/examples/select-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineSelect } from "../support/database/define-select.ts";

export default defineSelect(mysqlPack, selectExamples);
