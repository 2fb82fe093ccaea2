import type { Duplex } from "node:stream";
import { printJson } from "../base/json.ts";
import type { Limits } from "../base/limits.ts";

/** Answers a request that could not even be read as HTTP, and closes its connection. */
export function answerClientError(error: Error, socket: Duplex, limits: Limits): void {
  if (!socket.writable || ("code" in error && error.code === "ECONNRESET")) {
    socket.destroy();
    return;
  }
  const { line, ...words } = wordsOf(error, limits);
  const body = printJson(words);
  socket.end(
    `HTTP/1.1 ${line}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function wordsOf(error: Error, limits: Limits) {
  const code = "code" in error ? error.code : undefined;
  if (code === "HPE_HEADER_OVERFLOW") {
    return {
      line: "431 Request Header Fields Too Large",
      error: "The request headers are too large",
      reason: `The first line and the headers may have ${limits.requestHeaderBytesMax} bytes (requestHeaderBytesMax).`,
      resolution: "Send fewer or shorter headers.",
    };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return {
      line: "408 Request Timeout",
      error: "The request took too long to arrive",
      reason: `Its headers may take ${limits.headersTimeoutMs} ms (headersTimeoutMs) and all of it ${limits.requestTimeoutMs} ms (requestTimeoutMs).`,
      resolution: "Send it again, faster or in smaller pieces.",
    };
  }
  return {
    line: "400 Bad Request",
    error: "The request is not HTTP",
    reason: "Its first line or its headers do not have the form of HTTP/1.1.",
    resolution: "Send it with an HTTP client.",
  };
}
