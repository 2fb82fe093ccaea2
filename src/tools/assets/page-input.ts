import { z } from "zod";
import type { Limits } from "../../base/limits.ts";

/** Which page of rows a call wants. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the schema is its type
export function pageInput({ assetPageSizeMax }: Limits) {
  return {
    page: z.int().min(0).max(pageMax).describe("From 0.").default(0),
    page_size: z.int().min(1).max(assetPageSizeMax).default(50),
  };
}

/** Past every table there is, and small enough that the rows before it can be counted. */
const pageMax = 1_000_000_000;
