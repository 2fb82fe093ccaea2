import type { FileAccess } from "../../../engine/file-access.ts";
import { requirePath } from "../files/require-path.ts";
import type { HttpBody } from "./http-message.ts";

/** A file as the body, read while it is sent. */
export function fileBody(
  path: string,
  setting: string,
  options: { readonly files: FileAccess; readonly signal: AbortSignal },
): HttpBody {
  const required = requirePath(path, setting);
  return {
    contentType: "application/octet-stream",
    open: async () => (await options.files.open(required, options.signal)).content,
  };
}
