import { z } from "zod";
import { Refusal } from "../../base/errors.ts";
import { fileName, org, projectPath } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { whereOf } from "../where-of.ts";

export default defineTool({
  name: "move_sldb_file",
  aliases: ["move_sldb"],
  toolset: "platform",
  title: "Move SLDB file",
  description:
    "Moves a file to another project of the org, renames it, or both. Returns the paths from and to.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: false,
  },
  input: {
    sldb_file_name: fileName,
    destination_path: z.string().optional().describe("Project; default: the same"),
    destination_file_name: z.string().optional().describe("New name; default: the same"),
    org,
    project_path: projectPath,
    overwrite: z.boolean().default(false).describe("true replaces an existing file"),
  },
  example: { sldb_file_name: "orders.csv", destination_file_name: "orders-2026.csv" },
  response: z.object({ from: z.string(), to: z.string() }),
  async run(call, input) {
    const { destination_path: destinationPath, destination_file_name: destinationName } = input;
    if (destinationPath === undefined && destinationName === undefined) {
      throw new Refusal(
        "invalid-argument",
        "No destination was named",
        "move_sldb_file needs `destination_path`, `destination_file_name` or both.",
        'Example: {"sldb_file_name":"orders.csv","destination_path":"shared"}',
      );
    }
    const moved = await call.control.files.move(call.caller, {
      ...whereOf(call, input),
      name: input.sldb_file_name,
      destinationPath,
      destinationName,
      overwrite: input.overwrite,
    });
    call.note({ org: moved.file.org });
    return { from: moved.from, to: moved.to };
  },
});
