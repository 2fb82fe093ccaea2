import { z } from "zod";
import { Refusal } from "../../base/errors.ts";
import { downloadBytes, downloadBytesMost } from "../answer-limits.ts";
import { fileName, org, projectPath } from "../common-input.ts";
import { decodeUtf8, leadingContinuationBytes, trailingPartialBytes } from "../../base/utf8.ts";
import { defineTool } from "../define-tool.ts";
import { whereOf } from "../where-of.ts";

export default defineTool({
  name: "download_sldb_file",
  aliases: ["download_sldb"],
  toolset: "platform",
  title: "Download SLDB file",
  description:
    "Returns the content of a file, as text when it is UTF-8, else as base64. When truncated is true, go on with offset = next_offset.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: {
    sldb_file_name: fileName,
    org,
    project_path: projectPath,
    encoding: z.enum(["auto", "utf-8", "base64"]).default("auto").describe("Of the answer"),
    offset: z.int().min(0).default(0).describe("First byte"),
    max_bytes: z.int().min(4).optional().describe("One answer has at most 24 KiB"),
  },
  example: { sldb_file_name: "orders.csv" },
  response: z.object({
    file_content: z.string(),
    encoding: z.enum(["utf-8", "base64"]),
    size: z.int(),
    offset: z.int(),
    truncated: z.boolean(),
    next_offset: z.int().optional(),
    path: z.string(),
  }),
  async run(call, input) {
    const most = call.limits.downloadBytesMax;
    if (input.max_bytes !== undefined && input.max_bytes > most) {
      throw new Refusal(
        "limit-reached",
        "`max_bytes` is past the limit",
        `It is at most ${most} (downloadBytesMax); ${input.max_bytes} bytes were asked for.`,
        `Send max_bytes ${most} or less, and go on with offset = next_offset.`,
      );
    }
    const wanted = Math.min(
      input.max_bytes ?? (input.encoding === "base64" ? downloadBytes.base64 : downloadBytes.text),
      downloadBytesMost.text,
    );
    const opened = await call.control.files.open(
      call.caller,
      { ...whereOf(call, input), name: input.sldb_file_name },
      { offset: input.offset, maxBytes: wanted },
    );
    const { file } = opened;
    call.note({ org: file.org });
    const bytes = Buffer.concat(await Array.fromAsync(opened.content));
    const part = encode(bytes, input, opened.truncated);
    const offset = opened.offset + part.skipped;
    const next = offset + part.bytes;
    return {
      file_content: part.text,
      encoding: part.encoding,
      size: file.size,
      offset,
      truncated: next < file.size,
      ...(next < file.size ? { next_offset: next } : {}),
      path: file.path,
    };
  },
});

interface EncodedPart {
  readonly text: string;
  readonly encoding: "utf-8" | "base64";
  /** Bytes at the start that are not in the text, since they belong to a character before. */
  readonly skipped: number;
  readonly bytes: number;
}

function encode(
  bytes: Buffer,
  input: {
    readonly encoding: "auto" | "utf-8" | "base64";
    readonly max_bytes?: number | undefined;
  },
  more: boolean,
): EncodedPart {
  if (input.encoding !== "base64") {
    const skipped = leadingContinuationBytes(bytes);
    const end = bytes.length - (more ? trailingPartialBytes(bytes) : 0);
    const text = decodeUtf8(bytes.subarray(skipped, end));
    if (text !== undefined) return { text, encoding: "utf-8", skipped, bytes: end - skipped };
    if (input.encoding === "utf-8") throw notText();
  }
  const most = Math.min(input.max_bytes ?? downloadBytes.base64, downloadBytesMost.base64);
  const part = bytes.subarray(0, most);
  return {
    text: part.toString("base64"),
    encoding: "base64",
    skipped: 0,
    bytes: part.length,
  };
}

function notText(): Refusal {
  return new Refusal(
    "invalid-content",
    "The file is not UTF-8 text",
    "`encoding` utf-8 was asked for, and the bytes at this offset are not UTF-8.",
    'Send `encoding`: "base64", or "auto" to let the server choose.',
  );
}
