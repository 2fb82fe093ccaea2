import { deleteExamples } from "../support/database/examples/delete-examples.ts";
import { jdbcPack } from "../support/database/databases.ts";
import { defineDelete } from "../support/database/define-delete.ts";

export default defineDelete(jdbcPack, deleteExamples);
