import type { ToolCall } from "./tool-call.ts";

/** The org and project that a call means: what it names, else what the session prefers. Names the org in the answer. */
export function whereOf(
  call: ToolCall,
  input: { readonly org?: string | undefined; readonly project_path?: string | undefined },
): { readonly org: string | undefined; readonly projectPath: string | undefined } {
  const preferred = call.preferences.read();
  const org = input.org ?? preferred.org;
  if (org !== undefined) call.note({ org });
  return { org, projectPath: input.project_path ?? preferred.projectPath };
}

/** The Snaplex that a call means. A preferred one counts only in its own org. */
export function snaplexPathOf(
  call: ToolCall,
  given: string | undefined,
  org: string | undefined,
): string | undefined {
  if (given !== undefined) return given;
  const preferred = call.preferences.read().snaplexPath;
  const preferredOrg = preferred?.split("/").find((part) => part !== "");
  return org === undefined || preferredOrg === org ? preferred : undefined;
}
