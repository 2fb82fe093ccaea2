import { z } from "zod";
import { fileName, org, projectPath } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { whereOf } from "../where-of.ts";

export default defineTool({
  name: "delete_sldb_file",
  aliases: ["delete_sldb"],
  toolset: "platform",
  title: "Delete SLDB file",
  description: "Deletes a file of a project for good. Returns its path.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: { sldb_file_name: fileName, org, project_path: projectPath },
  example: { sldb_file_name: "orders.csv" },
  response: z.object({ path: z.string() }),
  async run(call, input) {
    const removed = await call.control.files.remove(call.caller, {
      ...whereOf(call, input),
      name: input.sldb_file_name,
    });
    call.note({ org: removed.org });
    return { path: removed.path };
  },
});
