import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { envelopeOf } from "../../test/support/mcp-session.ts";
import { postPublished, publishedSteps } from "../../test/support/published-requests.ts";
import { eventsOf, type RawAnswer, rawRequest } from "../../test/support/raw-request.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`published pygen examples, ${mode}`, () => {
    const path = "/api/1/rest/public/platform_mcp/mcp/pygen";

    /** The bodies exactly as the page of the PyGen requests prints them. */
    const published = {
      ...publishedSteps,
      documentation: `{
  "jsonrpc": "2.0",
  "id": 3,
  "method": "tools/call",
  "params": {
    "name": "pygen_get_snap_documentation",
    "arguments": {
      "snap_names": ["Mapper", "JSON Formatter", "REST Get"]
    }
  }
}`,
    } as const;

    describe("published PyGen examples", () => {
      let served: ServedEdge;
      before(async () => {
        served = await serve();
      });
      after(() => served[Symbol.asyncDispose]());

      test("P1 P3 P8 G7 the four steps of the PyGen request page answer as printed", async () => {
        const session = await openSession();
        const [listed] = eventsOf((await send(published.list, session)).text);
        assert.ok(isObject(listed) && isObject(listed["result"]));
        assert.ok(Array.isArray(listed["result"]["tools"]));
        assert.equal(listed["result"]["tools"].length, 9);

        const answered = eventsOf((await send(published.documentation, session)).text).at(-1);
        assert.ok(isObject(answered) && isObject(answered["result"]));
        assert.equal(answered["id"], 3);
        const { success, response } = envelopeOf(answered["result"]);
        assert.equal(success, true, JSON.stringify(response));
        assert.ok(Array.isArray(response["snaps"]));
        const labels = response["snaps"].map((snap: unknown) =>
          isObject(snap) ? snap["label"] : "",
        );
        assert.deepEqual(labels, ["Mapper", "JSON Formatter", "REST Get"]);
        for (const snap of response["snaps"]) {
          assert.ok(isObject(snap));
          const says = /does not implement it/.test(String(snap["documentation"]));
          assert.equal(says, snap["implemented"] === false);
        }
      });

      test("P2 the event stream of a PyGen session opens as the page of the stream prints it", async () => {
        const session = await openSession();
        const stop = new AbortController();
        const stream = await fetch(served.url + path, {
          headers: { Authorization: `SLToken ${served.token}`, "Mcp-Session-Id": session },
          signal: stop.signal,
        });
        assert.equal(stream.status, 200);
        assert.match(stream.headers.get("content-type") ?? "", /^text\/event-stream/);
        stop.abort();
        const ended = await rawRequest(served.url, {
          method: "DELETE",
          path,
          headers: { Authorization: `SLToken ${served.token}`, "Mcp-Session-Id": session },
        });
        assert.equal(ended.status, 200);
      });

      async function openSession(): Promise<string> {
        const opened = await send(published.initialize);
        assert.equal(opened.status, 200);
        const session = opened.headers["mcp-session-id"];
        assert.ok(typeof session === "string");
        assert.equal((await send(published.initialized, session)).status, 202);
        return session;
      }

      const send = (body: string, session?: string): Promise<RawAnswer> =>
        postPublished(served, path, body, session);
    });
  });
}
