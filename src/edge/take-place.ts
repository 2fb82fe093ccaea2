import type { ServerResponse } from "node:http";
import type { EdgeGuards } from "./edge-guards.ts";

/**
 * Waits for a place among the calls at work. An answer that its client does not read still fills memory, so the place
 * is free when the answer has been read.
 */
export function takePlace(
  guards: EdgeGuards,
  owner: string,
  calls: number,
  response: ServerResponse,
): Promise<void> | undefined {
  const place = guards.calls.tryEnter(owner, calls);
  if (place === undefined) return waitForPlace(guards, owner, calls, response);
  leaveWhenRead(place, response);
  return undefined;
}

async function waitForPlace(
  guards: EdgeGuards,
  owner: string,
  calls: number,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once("close", leave);
  const place = await guards.calls.enter(owner, calls, gone.signal);
  response.off("close", leave);
  leaveWhenRead(place, response);
}

function leaveWhenRead(place: Disposable, response: ServerResponse): void {
  if (response.closed) place[Symbol.dispose]();
  else response.once("close", () => place[Symbol.dispose]());
}
