import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import { type McpSession, openMcp } from "../../test/support/mcp-session.ts";
import { eventsOf } from "../../test/support/raw-request.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`long calls, ${mode}`, () => {
    let served: ServedEdge;
    let session: McpSession;
    before(async () => {
      served = await serve({ progressIntervalMs: 20 });
      session = await openMcp(served.url, `SLToken ${served.token}`);
      await session.call("save_user_preferences", {
        default_org: "myOrg",
        default_path: "myProject",
      });
    });
    after(() => served[Symbol.asyncDispose]());

    /** A pipeline that is at work until it is stopped, for all that a test waits. */
    const endless = buildSlp({
      label: "Endless",
      snaps: [
        {
          id: "sequence",
          classId: "com-snaplogic-snaps-transform-sequence",
          settings: { numberOfDocumentsProp: 2_000_000_000 },
        },
        {
          id: "filter",
          classId: "com-snaplogic-snaps-flow-filter",
          settings: { filterExpression: { expression: "$value < 0" } },
        },
      ],
      links: [["sequence", "filter"]],
    });

    function endlessCall(id: string): object {
      return {
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params: {
          name: "execute_pipeline",
          arguments: { slp_content: endless, pipeline_name: `Endless ${id}` },
          _meta: { progressToken: "mine" },
        },
      };
    }

    async function runNamed(label: string, states: readonly string[]): Promise<string> {
      const operator = await served.control.identity.operator();
      for (;;) {
        const { runs } = await served.control.runs.list(operator, { org: "myOrg", limit: 100 });
        const run = runs.find((one) => one.label === label);
        if (run !== undefined && states.includes(run.state)) return run.state;
        assert.ok(run === undefined || !["Completed", "Failed"].includes(run.state), run?.state);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    test("T19 a long call reports growing progress, and cancelling it stops the run", async () => {
      const answer = session.send(endlessCall("a"));
      await runNamed("Endless a", ["Started"]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const params = { requestId: "a", reason: "enough" };
      await session.send({ jsonrpc: "2.0", method: "notifications/cancelled", params });
      const messages = eventsOf((await answer).text);
      const progress = messages.map((message) => {
        assert.ok(isObject(message) && isObject(message["params"]));
        assert.equal(message["method"], "notifications/progress");
        assert.equal(message["params"]["progressToken"], "mine");
        return Number(message["params"]["progress"]);
      });
      assert.ok(progress.length >= 2);
      assert.deepEqual(
        progress,
        [...new Set(progress)].toSorted((one, other) => one - other),
      );
      assert.equal(await runNamed("Endless a", ["Stopped"]), "Stopped");
    });

    test("T19 a session that ends stops its calls", async () => {
      const own = await openMcp(served.url, `SLToken ${served.token}`);
      await own.call("save_user_preferences", { default_org: "myOrg", default_path: "myProject" });
      const answer = own.send(endlessCall("b"));
      await runNamed("Endless b", ["Started"]);
      await fetch(`${served.url}/api/1/rest/public/platform_mcp/mcp`, {
        method: "DELETE",
        headers: own.headers,
      });
      assert.equal((await answer).status, 200);
      assert.equal(await runNamed("Endless b", ["Stopped"]), "Stopped");
    });

    test("T7 a run past its timeout is stopped and says so", async () => {
      const { response } = await session.call("execute_pipeline", {
        slp_content: endless,
        timeout_seconds: 1,
      });
      assert.equal(response["state"], "Stopped", JSON.stringify(response));
      assert.match(JSON.stringify(response["errors"]), /timeout|1 s|second/i);
    });
  });
}
