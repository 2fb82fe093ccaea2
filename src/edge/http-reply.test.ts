import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { defaultLimits } from "../base/limits.ts";
import { HttpReply } from "./http-reply.ts";

test("P2 a stream whose client does not read is cut when too much waits for it", async () => {
  const limits = { ...defaultLimits, streamUnreadBytesMax: 1024 * 1024 };
  const written = Promise.withResolvers<number>();
  const server = createServer(async (_request, response) => {
    const stream = new HttpReply(response, limits).stream();
    const closed = new AbortController();
    let bytes = 0;
    stream.onClosed(() => closed.abort());
    const event = `data: ${"x".repeat(64 * 1024)}\n\n`;
    while (!closed.signal.aborted) {
      stream.write(event);
      bytes += event.length;
      await setImmediate();
    }
    written.resolve(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const deaf = connect(address.port, "127.0.0.1");
  deaf.on("error", () => {});
  deaf.pause();
  deaf.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  assert.ok((await written.promise) > limits.streamUnreadBytesMax);
  deaf.destroy();
  server.close();
});
