import { lookupExamples } from "../support/database/examples/lookup-examples.ts";
import { mysqlPack } from "../support/database/databases.ts";
import { defineLookup } from "../support/database/define-lookup.ts";

export default defineLookup(mysqlPack, lookupExamples);
