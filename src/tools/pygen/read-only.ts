import type { ToolAnnotations } from "../define-tool.ts";

/** PyGen tools look things up and change nothing. */
export const readOnly: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};
