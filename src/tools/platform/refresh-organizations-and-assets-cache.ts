import { z } from "zod";
import { defineTool } from "../define-tool.ts";

export default defineTool({
  name: "refresh_organizations_and_assets_cache",
  toolset: "platform",
  title: "Refresh organizations and assets",
  description:
    "Counts the organizations, projects and assets that you can see, as of now. Nothing here is cached, so it is never needed before another call.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: {},
  example: {},
  response: z.object({ organizations: z.int(), projects: z.int(), assets: z.int() }),
  run: (call) => call.control.orgs.counts(call.caller),
});
