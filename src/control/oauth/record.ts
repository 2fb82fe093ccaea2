import { newSnodeId } from "../../base/ids.ts";
import type { Caller } from "../caller.ts";
import type { OAuthCore } from "./oauth-core.ts";

/** Takes down a change that a person made to clients, keys or groups. */
export function recordChange(
  core: OAuthCore,
  caller: Caller,
  action: string,
  org: string | undefined,
): void {
  const requestId = newSnodeId();
  core.audit.record({ caller, action, org, outcome: "ok", durationMs: 0, requestId });
}

/** Takes down what a program was given or denied. */
export function recordToken(
  core: OAuthCore,
  event: {
    readonly by: string | undefined;
    readonly action: string;
    readonly org?: string | undefined;
    readonly outcome: string;
  },
): void {
  core.audit.record({ ...event, durationMs: 0, requestId: newSnodeId() });
}
