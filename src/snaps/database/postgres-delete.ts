import { deleteExamples } from "../support/database/examples/delete-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineDelete } from "../support/database/define-delete.ts";

export default defineDelete(postgresPack, deleteExamples);
