import { randomBytes } from "node:crypto";
import type { FileAccess } from "../../../engine/file-access.ts";
import { headerValue } from "./request-headers.ts";
import type { HttpBody } from "./http-message.ts";

export interface Part {
  readonly name: string;
  /** Text, or the path of a file. */
  readonly value: string | Uint8Array;
  readonly isFile: boolean;
  readonly contentType: string;
}

/** A body of parts; files are read while they are sent. */
export function multipartBody(
  parts: readonly Part[],
  options: { readonly subtype: string; readonly files: FileAccess; readonly signal: AbortSignal },
): HttpBody {
  const boundary = `slipway-${randomBytes(18).toString("hex")}`;
  const heads = parts.map((part) => headOf(part, boundary));
  async function* content(): AsyncIterable<Uint8Array> {
    for (const [index, part] of parts.entries()) {
      const opened =
        part.isFile && typeof part.value === "string"
          ? await options.files.open(part.value, options.signal)
          : undefined;
      yield Buffer.from(heads[index] ?? "", "utf8");
      if (opened !== undefined) yield* opened.content;
      else yield typeof part.value === "string" ? Buffer.from(part.value, "utf8") : part.value;
      yield Buffer.from("\r\n", "latin1");
    }
    yield Buffer.from(`--${boundary}--\r\n`, "latin1");
  }
  const subtype = /^[a-z0-9.+-]+$/i.test(options.subtype) ? options.subtype : "form-data";
  return {
    contentType: `multipart/${subtype}; boundary=${boundary}`,
    open: async () => content(),
  };
}

function headOf({ name, value, isFile, contentType }: Part, boundary: string): string {
  const file = isFile && typeof value === "string" ? (value.split(/[/\\]/).at(-1) ?? "") : "";
  const filename = isFile ? `; filename="${quoted(file)}"` : "";
  const type = contentType === "" && isFile ? "application/octet-stream" : contentType;
  return [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${quoted(name)}"${filename}`,
    ...(type === "" ? [] : [`Content-Type: ${headerValue("Content-Type", type)}`]),
    "",
    "",
  ].join("\r\n");
}

/** As browsers write names in a form: a quote or a line break in one cannot end it. */
function quoted(text: string): string {
  return text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
