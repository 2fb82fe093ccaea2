import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { sentEvents } from "../../test/support/event-stream.ts";
import { conformanceSurface } from "../../test/support/conformance-fixtures/conformance-surface.ts";
import { openMcp, type McpSession } from "../../test/support/mcp-session.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`resume, ${mode}`, () => {
    let served: ServedEdge;
    let session: McpSession;
    before(async () => {
      served = await serve({ surface: conformanceSurface() });
      session = await openMcp(served.url, `SLToken ${served.token}`, mcpPath, "2025-11-25");
    });
    after(() => served[Symbol.asyncDispose]());

    function call(name: string, given: object = {}, meta: object = {}): Promise<Response> {
      const params = { name, arguments: given, _meta: meta };
      return fetch(`${served.url}${mcpPath}`, {
        method: "POST",
        headers: { ...session.headers, "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 9, method: "tools/call", params }),
      });
    }

    function get(headers: Record<string, string>): Promise<Response> {
      return fetch(`${served.url}${mcpPath}`, { headers: { ...session.headers, ...headers } });
    }

    test("P14 a stream that breaks in the middle of a call goes on where it broke, with every message once", async () => {
      const token = { progressToken: "t" };
      const whole = await Array.fromAsync(
        sentEvents(await call("test_tool_with_progress", {}, token)),
      );
      assert.equal(whole.length, 5, JSON.stringify(whole));
      for (const [index, event] of whole.entries()) {
        const rest = await Array.fromAsync(
          sentEvents(await get({ "last-event-id": String(event.id) })),
        );
        assert.deepEqual(rest, whole.slice(index + 1));
      }
    });

    test("P14 a call goes on when its client goes away, and is resumed while it works", async () => {
      const events = sentEvents(await call("slow_compute", { seconds: 0.5 }));
      const { value: primed } = await events.next();
      await events.return(undefined);
      const rest = await Array.fromAsync(
        sentEvents(await get({ "last-event-id": String(primed?.id) })),
      );
      assert.equal(rest.length, 1);
      assert.match(JSON.stringify(rest[0]?.message), /computed for 0\.5 s/);
    });

    test("P14 an event id of another session, or of none, is refused", async () => {
      const own = await Array.fromAsync(sentEvents(await call("slow_compute", { seconds: 0.1 })));
      const other = await openMcp(served.url, `SLToken ${served.token}`, mcpPath, "2025-11-25");
      for (const id of [String(own[0]?.id), "1-99", "nonsense", "9999-1"]) {
        const answer = await fetch(`${served.url}${mcpPath}`, {
          headers: { ...other.headers, "last-event-id": id },
        });
        assert.equal(answer.status, 400, id);
        assert.match(await answer.text(), /Unknown Last-Event-ID/);
      }
    });

    test("P14 a message for the session waits while its stream is broken", async () => {
      await session.request("resources/subscribe", { uri: "test://static-text" });
      const first = await get({});
      const events = sentEvents(first);
      const { value: primed } = await events.next();
      await events.return(undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await Array.fromAsync(sentEvents(await call("test_trigger_tool_change")));
      const resumed = sentEvents(await get({ "last-event-id": String(primed?.id) }));
      const { value: told } = await resumed.next();
      assert.ok(isObject(told?.message));
      assert.equal(told.message["method"], "notifications/tools/list_changed");
      await resumed.return(undefined);
    });
  });
}
