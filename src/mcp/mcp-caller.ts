import type { ToolCaller } from "../tools/tool-call.ts";

/**
 * Whose request it is. `credential` is the hash of the header it came with. An unusable header still gets a session, in
 * which a sentence says what is wrong with it.
 */
export type McpCaller =
  | {
      readonly kind: "usable";
      readonly caller: ToolCaller;
      /** The user, by something that stays the same when the token changes. */
      readonly owner: string;
      readonly credential: string;
    }
  | { readonly kind: "unusable"; readonly sentence: string; readonly credential: string };
