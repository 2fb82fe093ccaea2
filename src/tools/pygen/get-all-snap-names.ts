import { z } from "zod";
import { defineTool } from "../define-tool.ts";
import { byCategory } from "./by-category.ts";
import { readOnly } from "./read-only.ts";

const namesSchema = z.record(z.string(), z.array(z.string()));

export default defineTool({
  name: "pygen_get_all_snap_names",
  toolset: "pygen",
  title: "All Snap names",
  description:
    "Every Snap name by category; those this build cannot run apart. To look for one, prefer pygen_query_snap_examples.",
  annotations: readOnly,
  input: {},
  example: {},
  response: z.object({ count: z.int(), snaps: namesSchema, not_implemented: namesSchema }),
  async run({ pygen }) {
    return {
      count: pygen.snaps.length,
      snaps: byCategory(pygen.snaps.filter(({ implemented }) => implemented)),
      not_implemented: byCategory(pygen.snaps.filter(({ implemented }) => !implemented)),
    };
  },
});
