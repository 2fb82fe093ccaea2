import { insertExamples } from "../support/database/examples/insert-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineInsert } from "../support/database/define-insert.ts";

export default defineInsert(mysqlPack, insertExamples);
