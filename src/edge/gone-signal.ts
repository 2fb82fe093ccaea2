import type { RouteCall } from "./route.ts";

/** Aborted when whoever asks goes away before the answer is over, and when the server closes. */
export function goneSignal({
  response,
  closing,
}: Pick<RouteCall, "response" | "closing">): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort(new Error("the client went away"));
  });
  return AbortSignal.any([gone.signal, closing]);
}
