import { lookupExamples } from "../support/database/examples/lookup-examples.ts";
import { jdbcPack } from "../support/database/databases.ts";
import { defineLookup } from "../support/database/define-lookup.ts";

export default defineLookup(jdbcPack, lookupExamples);
