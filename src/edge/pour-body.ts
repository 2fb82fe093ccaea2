import type { ClientRequest, IncomingMessage } from "node:http";
import type { Refusal } from "../base/errors.ts";
import { tooLarge } from "./read-body.ts";

/** Passes the body of a request on as it comes, at the speed of the reader, and stops at `bytesMax`. */
export function pourBody(
  request: IncomingMessage,
  outgoing: ClientRequest,
  bytesMax: number,
  stop: (refusal: Refusal) => void,
): void {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > bytesMax) {
      request.pause();
      request.removeAllListeners("data");
      stop(tooLarge(bytesMax));
    } else if (!outgoing.destroyed && !outgoing.write(chunk)) {
      request.pause();
      outgoing.once("drain", () => request.resume());
    }
  });
  outgoing.once("close", () => request.resume());
  request.once("end", () => outgoing.end());
}
