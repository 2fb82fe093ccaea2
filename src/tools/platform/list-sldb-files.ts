import { z } from "zod";
import type { FilePage } from "../../control/files/files.ts";
import { answerCharacters } from "../answer-limits.ts";
import { org, projectPath } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { whereOf } from "../where-of.ts";

/** A page of the default size stays within an answer: about 200 characters a file. */
const pageSize = Math.floor(answerCharacters.list / 280);

export default defineTool({
  name: "list_sldb_files",
  aliases: ["list_sldb"],
  toolset: "platform",
  title: "List SLDB files",
  description:
    "Lists the files of a project by name, with size, type and time. Returns next_cursor when more follow.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: {
    org,
    project_path: projectPath,
    name_contains: z.string().optional().describe("Part of the name"),
    limit: z.int().min(1).max(1000).default(pageSize).describe("Files per page"),
    cursor: z.string().optional().describe("next_cursor of the page before"),
  },
  example: { org: "myOrg", project_path: "myProject", name_contains: ".csv" },
  response: z.object({
    files: z.array(
      z.object({
        name: z.string(),
        path: z.string(),
        size: z.int(),
        content_type: z.string(),
        updated: z.string(),
      }),
    ),
    next_cursor: z.string().optional(),
  }),
  async run(call, input) {
    const pageOf = (limit: number): Promise<FilePage> =>
      call.control.files.list(call.caller, {
        ...whereOf(call, input),
        nameContains: input.name_contains,
        limit,
        cursor: input.cursor,
      });
    const whole = await pageOf(input.limit);
    const most = input.limit > pageSize ? answerCharacters.longList : answerCharacters.list;
    const { items, omitted } = takeWithin(whole.files.map(listed), most);
    const page = omitted === 0 ? whole : await pageOf(items.length);
    return {
      files: page.files.map(listed),
      ...(page.nextCursor === undefined ? {} : { next_cursor: page.nextCursor }),
    };
  },
});

function listed(file: FilePage["files"][number]) {
  return {
    name: file.name,
    path: file.path,
    size: file.size,
    content_type: file.contentType,
    updated: new Date(file.updatedMs).toISOString(),
  };
}
