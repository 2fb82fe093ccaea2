import { bulkLoadExamples } from "../support/database/examples/bulk-load-examples.ts";
import { postgresPack } from "../support/database/databases.ts";
import { defineBulkLoad } from "../support/database/define-bulk-load.ts";

export default defineBulkLoad(postgresPack, "Rows go through `COPY`.", bulkLoadExamples);
