import { insertExamples } from "../support/database/examples/insert-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineInsert } from "../support/database/define-insert.ts";

export default defineInsert(postgresPack, insertExamples);
