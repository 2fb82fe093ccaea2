import { bulkLoadExamples } from "../support/database/examples/bulk-load-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineBulkLoad } from "../support/database/define-bulk-load.ts";

export default defineBulkLoad(
  mysqlPack,
  "Rows go in `INSERT` statements of a thousand; `LOAD DATA` is not used, since it drops rows that do not fit without a word.",
  bulkLoadExamples,
);
