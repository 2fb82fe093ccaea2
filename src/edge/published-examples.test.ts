import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { postPublished, publishedSteps } from "../../test/support/published-requests.ts";
import { eventsOf, type RawAnswer } from "../../test/support/raw-request.ts";
import { envelopeOf } from "../../test/support/mcp-session.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`published examples, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve();
    });
    after(() => served[Symbol.asyncDispose]());

    const bare = "/api/1/rest/public/platform_mcp/mcp";

    /** The bodies exactly as the pages print them. */
    const published = {
      ...publishedSteps,
      execute: `{
  "jsonrpc": "2.0",
  "id": 3,
  "method": "tools/call",
  "params": {
    "name": "execute_pipeline",
    "arguments": {
      "pipeline_path": "/myOrg/myProject/myPipeline"
    }
  }
}`,
    } as const;

    for (const path of [bare, `${bare}/platform`]) {
      test(`P1 P8 T7 T15 the published examples answer as printed on ${path}`, async () => {
        const opened = await send(path, published.initialize);
        assert.equal(opened.status, 200);
        const [first] = eventsOf(opened.text);
        assert.ok(isObject(first) && isObject(first["result"]));
        assert.equal(first["result"]["protocolVersion"], "2025-03-26");
        const session = opened.headers["mcp-session-id"];
        assert.ok(typeof session === "string");

        const confirmed = await send(path, published.initialized, session);
        assert.equal(confirmed.status, 202);
        assert.equal(confirmed.text, "");

        const [listed] = eventsOf((await send(path, published.list, session)).text);
        assert.ok(isObject(listed) && isObject(listed["result"]));
        assert.equal(listed["id"], 2);
        assert.ok(Array.isArray(listed["result"]["tools"]));

        const executed = eventsOf((await send(path, published.execute, session)).text).at(-1);
        assert.ok(isObject(executed) && isObject(executed["result"]));
        const { success, response, metadata } = envelopeOf(executed["result"]);
        assert.equal(success, true, JSON.stringify(response));
        assert.equal(response["state"], "Completed");
        assert.equal(response["pipeline_path"], "/myOrg/myProject/myPipeline");
        assert.equal(metadata["org"], "myOrg");
      });
    }

    const send = (path: string, body: string, session?: string): Promise<RawAnswer> =>
      postPublished(served, path, body, session);
  });
}
