import assert from "node:assert/strict";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, it } from "node:test";
import {
  entitiesOf,
  idsOf,
  listen,
  runHttpSnap,
  serveHttp,
  serveTcp,
  wordsOf,
} from "../../../test/support/http-world.ts";
import type { Document } from "../../expr/value.ts";
import httpClient from "./http-client.ts";

const run = (...rest: RunRest) => runHttpSnap(httpClient, ...rest);
type RunRest = Parameters<typeof runHttpSnap> extends [unknown, ...infer Rest] ? Rest : never;
const noWait = { retry: { maxRetry: 2, retryInterval: 0 } };

describe("HTTP Client with servers that fail", () => {
  it("sends again what broke off in the middle of its answer, and has it once", async () => {
    let requests = 0;
    const uri = await serveTcp((socket) => {
      requests++;
      if (requests === 1) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"half":');
      else socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42");
    });
    const outcome = await run({ uri, clientProperties: noWait });
    assert.deepEqual([entitiesOf(outcome), wordsOf(outcome), requests], [["42"], [], 2]);
  });

  it("does not send again what has effects and may have arrived", async () => {
    let requests = 0;
    const uri = await serveTcp((socket) => {
      requests++;
      socket.destroy();
    });
    const outcome = await run(
      { uri, httpMethod: "POST", clientProperties: noWait },
      { given: [{ id: 1 }] },
    );
    assert.equal(requests, 1);
    assert.equal(outcome.errors.length, 1);
    assert.deepEqual(outcome.errors[0]?.["original"], { id: 1 });
  });

  it("puts each document out or into the error view, whatever the server does to it", async () => {
    const uri = await serveHttp((request, response) => {
      const number = Number(request.url?.slice(1));
      if (number % 4 === 1) response.end("1");
      else if (number % 4 === 2) response.writeHead(500).end("down");
      else if (number % 4 === 3)
        response
          .writeHead(200, { "content-length": 50 })
          .write("ha", () => request.socket.destroy());
      else response.writeHead(200, { "content-type": "application/json" }).end("{oh no");
    });
    const given = Array.from({ length: 12 }, (_, id): Document => ({ id }));
    const outcome = await run(
      { uri: { expression: `"${uri}/" + $id` }, clientProperties: { retry: { maxRetry: 0 } } },
      { given },
    );
    const out = entitiesOf(outcome);
    assert.deepEqual(
      idsOf(outcome)
        .map(Number)
        .toSorted((a, b) => a - b),
      given.map(({ id }) => id),
    );
    assert.equal(out.length, 3);
    assert.deepEqual(
      outcome.errors.map(({ status_code = null }) => status_code).filter((code) => code === 500)
        .length,
      3,
    );
  });

  it("gives up on a server that is silent, before and in its answer", async () => {
    for (const said of ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"]) {
      const uri = await serveTcp((socket) => socket.write(said));
      const connection = { readTimeout: 1 };
      const outcome = await run({ uri, clientProperties: { connection, retry: { maxRetry: 0 } } });
      assert.match(wordsOf(outcome).join(), /took too long/);
    }
  });

  it("says what is there when nobody listens, after all attempts", async () => {
    const server = createServer();
    const uri = await listen(server);
    server.close();
    const outcome = await run({ uri, clientProperties: noWait }, { given: [{ id: 1 }] });
    assert.match(wordsOf(outcome).join(), /no connection/);
    assert.match(wordsOf(outcome).join(), /ECONNREFUSED/);
  });

  it("keeps the pages before one that fails, and says which document it was", async () => {
    const uri = await serveHttp((request, response) => {
      if (request.url === "/")
        response.setHeader("content-type", "application/json").end('{"next":"/2"}');
      else response.writeHead(500).end();
    });
    const outcome = await run(
      { uri, pagination: { nextUrl: { expression: "$entity.next" } }, clientProperties: noWait },
      { given: [{ id: 1 }] },
    );
    assert.deepEqual(entitiesOf(outcome), [{ next: "/2" }]);
    assert.deepEqual(
      outcome.errors.map(({ original }) => original),
      [{ id: 1 }],
    );
  });

  it("waits as long as Retry-After says, but not longer than it may", async () => {
    let requests = 0;
    const uri = await serveHttp((_request, response) => {
      requests++;
      response.writeHead(429, { "retry-after": "9999" }).end();
    });
    const outcome = await run({ uri, clientProperties: noWait });
    assert.match(wordsOf(outcome).join(), /429/);
    assert.equal(requests, 1);
  });

  it("does not follow redirects to where it may not go, nor without end", async () => {
    const uri = await serveHttp((request, response) => {
      const location = request.url === "/" ? "http://169.254.169.254/latest/" : "/loop";
      response.writeHead(302, { location }).end();
    });
    const clientProperties = { ...noWait, redirects: { maxRedirect: 3 } };
    assert.match(wordsOf(await run({ uri, clientProperties })).join(), /may not be reached/);
    assert.match(
      wordsOf(await run({ uri: `${uri}/loop`, clientProperties })).join(),
      /redirects too often/,
    );
  });

  it("does not ask for the same page for ever, nor for more pages than there may be", async () => {
    const uri = await serveHttp((request, response) => {
      const next = request.url === "/" ? "/" : `/${Number(request.url?.slice(1)) + 1}`;
      response.setHeader("content-type", "application/json").end(JSON.stringify({ next }));
    });
    const pagination = { hasNext: { expression: "true" }, nextUrl: { expression: "$entity.next" } };
    assert.match(wordsOf(await run({ uri, pagination })).join(), /same again/);
    const many = await run({ uri: `${uri}/1`, pagination }, {}, { httpPagesMax: 3 });
    assert.match(wordsOf(many).join(), /too many pages/);
    assert.equal(entitiesOf(many).length, 3);
    const some = await run({ uri: `${uri}/1`, pagination: { ...pagination, maxPage: 2 } });
    assert.deepEqual([entitiesOf(some).length, wordsOf(some)], [2, []]);
  });

  it("refuses an answer that is too large, also one that is small while it is packed", async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, "a");
    const uri = await serveHttp((request, response) => {
      const packs = request.url === "/packed";
      if (packs) response.setHeader("content-encoding", "gzip");
      response.setHeader("content-type", "text/plain").end(packs ? gzipSync(large) : large);
    });
    for (const at of ["", "/packed"]) {
      const outcome = await run({ uri: uri + at }, {}, { httpEntityBytesMax: 1024 * 1024 });
      assert.match(wordsOf(outcome).join(), /too large/);
    }
    const bomb = await run({ uri: `${uri}/packed` }, {}, { archiveRatioMax: 2 });
    assert.match(wordsOf(bomb).join(), /too large/);
  });
});
