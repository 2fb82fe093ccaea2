import { z } from "zod";
import { Refusal } from "../../base/errors.ts";
import { fileName, org, projectPath } from "../common-input.ts";
import { decodeBase64 } from "../decode-base64.ts";
import { defineTool } from "../define-tool.ts";
import { requireOne } from "../require-one.ts";
import type { ToolCall } from "../tool-call.ts";
import { whereOf } from "../where-of.ts";

const fileContent = z.string().describe("The content itself, not a path");

export default defineTool({
  name: "upload_sldb",
  aliases: ["upload_sldb_file"],
  toolset: "platform",
  title: "Upload file to SLDB",
  description:
    "Stores a file in a project, whole or not at all, for pipelines to read. Returns path, size and sha256.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: {
    sldb_file_name: fileName,
    file_content: fileContent,
    encoding: z.enum(["utf-8", "base64"]).default("utf-8").describe("Of file_content"),
    org,
    project_path: projectPath,
    overwrite: z.boolean().default(true).describe("false refuses an existing name"),
  },
  stdioInput: {
    file_content: fileContent.optional(),
    local_file_path: z.string().optional().describe("File on this machine to upload"),
  },
  contentFieldOf: { local_file_path: "file_content" },
  example: { sldb_file_name: "orders.csv", file_content: "id,price\n1,8\n" },
  response: z.object({
    path: z.string(),
    size: z.int(),
    sha256: z.string(),
    created: z.boolean(),
    overwritten: z.boolean(),
  }),
  async run(call, input) {
    requireOne("upload_sldb", input, ["file_content", "local_file_path"]);
    const uploaded = await call.control.files.upload(
      call.caller,
      {
        ...whereOf(call, input),
        name: input.sldb_file_name,
        content: await contentOf(call, input),
        overwrite: input.overwrite,
      },
      call.signal,
    );
    call.note({ org: uploaded.org });
    return {
      path: uploaded.path,
      size: uploaded.size,
      sha256: uploaded.sha256,
      created: uploaded.action === "created",
      overwritten: uploaded.action === "overwritten",
    };
  },
});

async function contentOf(
  call: ToolCall,
  input: {
    readonly file_content?: string | undefined;
    readonly local_file_path?: string | undefined;
    readonly encoding: "utf-8" | "base64";
    readonly sldb_file_name: string;
  },
): Promise<Uint8Array> {
  const { file_content: content, local_file_path: path } = input;
  if (content !== undefined && path !== undefined) {
    throw new Refusal(
      "invalid-argument",
      "`file_content` and `local_file_path` were both sent",
      "Each of them is a whole file.",
      "Send one of the two.",
    );
  }
  if (path !== undefined && call.readLocalFile !== undefined) {
    return call.readLocalFile(path, call.signal);
  }
  if (input.encoding === "base64") return decodeBase64(content ?? "", "file_content");
  const text = content ?? "";
  refuseOwnPath(text, input.sldb_file_name);
  if (text.isWellFormed()) return Buffer.from(text, "utf-8");
  throw new Refusal(
    "invalid-content",
    "`file_content` is not valid text",
    "It holds half of a surrogate pair, which no UTF-8 file can hold.",
    'Send the bytes with `encoding`: "base64".',
  );
}

/** Refuses a path that ends with the very name of the file: what was meant is the file there. */
function refuseOwnPath(text: string, name: string): void {
  const isPath = /^(?:\.{0,2}\/|~|[A-Za-z]:[\\/]|file:)[^\n]*$/.test(text.trim());
  if (!isPath || text.trim().split(/[/\\]/).at(-1) !== name) return;
  throw new Refusal(
    "invalid-content",
    "`file_content` holds a path, not the content of a file",
    `The server cannot read files of your machine; ${JSON.stringify(text.trim().slice(0, 100))} was sent.`,
    "Read the file and send its content as `file_content`; if this line is the content, send it as base64.",
  );
}
