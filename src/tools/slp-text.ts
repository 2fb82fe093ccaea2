import { Refusal } from "../base/errors.ts";
import { decodeBase64 } from "./decode-base64.ts";
import { decodeUtf8 } from "../base/utf8.ts";
import type { ToolCall } from "./tool-call.ts";

type LocalFiles = Pick<ToolCall, "transport" | "readLocalFile" | "signal">;

interface SlpInput {
  readonly slp_content?: string | undefined;
  readonly slp_encoding: "json" | "base64";
  readonly slp_file_path?: string | undefined;
}

/** The SLP that a call carries, from its content or, on stdio, from a file; nothing when it carries none. */
export async function slpText(call: LocalFiles, input: SlpInput): Promise<string | undefined> {
  const { slp_content: content, slp_file_path: path } = input;
  if (path !== undefined && content !== undefined) {
    throw new Refusal(
      "invalid-argument",
      "`slp_content` and `slp_file_path` were both sent",
      "Each of them is a whole pipeline.",
      "Send one of the two.",
    );
  }
  if (path !== undefined && call.readLocalFile !== undefined) {
    return utf8(await call.readLocalFile(path, call.signal), "slp_file_path");
  }
  if (content === undefined) return undefined;
  refusePath(content, call);
  refuseSlpy(content);
  if (input.slp_encoding === "base64")
    return utf8(decodeBase64(content, "slp_content"), "slp_content");
  if (/^\s*[A-Za-z0-9+/_-]{40}/.test(content)) {
    throw new Refusal(
      "invalid-content",
      "`slp_content` is not JSON",
      "It looks like base64, but `slp_encoding` is json.",
      'Send `slp_encoding`: "base64" with it, or the JSON text itself.',
    );
  }
  return content;
}

/** The text of SLPy is the likeliest of all that is not SLP. */
function refuseSlpy(content: string): void {
  if (/^\s*\{/.test(content) || !/^\s*\w+ *= *Pipeline\(|^from slpy\b/m.test(content)) return;
  throw new Refusal(
    "invalid-content",
    "`slp_content` holds SLPy, not SLP",
    "The text of an SLP is expected, which begins with {; SLPy has to be compiled first.",
    "Run `slipway slpy compile` on it and send what that writes as `slp_content`.",
  );
}

function refusePath(content: string, call: LocalFiles): void {
  const text = content.trim();
  const looksLikePath =
    text.length < 1000 &&
    !/[\n{}]/.test(text) &&
    (/\.(slp|json|zip)$/i.test(text) || /^(\.{0,2}\/|~|[A-Za-z]:\\|file:)/.test(text));
  if (!looksLikePath) return;
  throw new Refusal(
    "invalid-content",
    "`slp_content` holds a path, not a pipeline",
    `The text of an SLP is expected, which begins with {; ${JSON.stringify(text.slice(0, 100))} was sent.`,
    call.transport === "stdio"
      ? "Send the path as `slp_file_path`, or the content of the file as `slp_content`."
      : "Read the file and send its content as `slp_content`; to use a stored pipeline, send `pipeline_path`.",
  );
}

function utf8(bytes: Uint8Array, name: string): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  throw new Refusal(
    "invalid-content",
    `\`${name}\` is not text`,
    "An SLP is JSON in UTF-8; the bytes are not UTF-8.",
    "Export the pipeline as .slp and send that file; a .zip has to be unpacked first.",
  );
}
