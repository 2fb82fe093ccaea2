import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import { sentEvents } from "../../test/support/event-stream.ts";
import { envelopeOf } from "../../test/support/mcp-session.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`stateless, ${mode}`, () => {
    let served: ServedEdge;
    let bobsToken: string;
    before(async () => {
      served = await serve();
      const { identity } = served.control;
      const admin = await identity.operator();
      await identity.createUser(admin, { name: "bob", password: "a long password", admin: false });
      bobsToken = (await identity.createToken(admin, "bob")).token;
    });
    after(() => served[Symbol.asyncDispose]());

    interface Options {
      readonly token?: string;
      readonly client?: object;
      readonly path?: string;
    }

    function ask(method: string, params: Record<string, unknown>, options: Options = {}) {
      const { token = served.token, client = {}, path = mcpPath } = options;
      const named = params["name"] ?? params["uri"] ?? params["taskId"];
      return fetch(`${served.url}${path}`, {
        method: "POST",
        headers: {
          authorization: `SLToken ${token}`,
          "content-type": "application/json",
          "mcp-protocol-version": "2026-07-28",
          "mcp-method": method,
          ...(typeof named === "string" ? { "mcp-name": named } : {}),
        },
        body: JSON.stringify({
          jsonrpc: "2.0",
          id: "q",
          method,
          params: {
            ...params,
            _meta: {
              "io.modelcontextprotocol/protocolVersion": "2026-07-28",
              "io.modelcontextprotocol/clientCapabilities": client,
            },
          },
        }),
      });
    }

    async function result(method: string, params: Record<string, unknown>, options: Options = {}) {
      const answer = await ask(method, params, options);
      const body: unknown = await answer.json();
      assert.ok(isObject(body) && isObject(body["result"]), JSON.stringify(body));
      return body["result"];
    }

    const knowsTasks = { client: { extensions: { "io.modelcontextprotocol/tasks": {} } } };
    const where = { org: "myOrg", project_path: "myProject" };

    test("P12 tools work without a session, preferences come from arguments only", async () => {
      const listed = await result("tools/call", { name: "list_sldb_files", arguments: where });
      assert.equal(listed["resultType"], "complete");
      assert.equal(envelopeOf(listed).success, true);
      const saved = await result("tools/call", {
        name: "save_user_preferences",
        arguments: { default_org: "myOrg" },
      });
      assert.match(JSON.stringify(saved), /Preferences need a session.*\\"org\\"/);
      const missing = await result("tools/call", { name: "list_sldb_files", arguments: {} });
      assert.match(JSON.stringify(missing), /Organization is required/);
    });

    test("P12 no session id is minted or minded", async () => {
      const answer = await ask("tools/list", {});
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("mcp-session-id"), null);
      assert.match(String(answer.headers.get("content-type")), /^application\/json/);
    });

    test("P12 tools/list is the same byte for byte, and says how long it may be kept", async () => {
      const first = await (await ask("tools/list", {})).text();
      assert.equal(await (await ask("tools/list", {})).text(), first);
      assert.match(first, /"ttlMs":60000,"cacheScope":"private"/);
    });

    test("P7 an unusable header discovers and lists with the reason, and calls nothing", async () => {
      const bad = { token: "local-wrong" };
      assert.match(String((await result("server/discover", {}, bad))["instructions"]), /unknown/);
      const list = await result("tools/list", {}, bad);
      assert.deepEqual(list["tools"], []);
      assert.match(JSON.stringify(list["_meta"]), /slipway\/authorization.*unknown/);
      const call = await ask("tools/call", { name: "list_snaplexes", arguments: {} }, bad);
      assert.equal(call.status, 401);
    });

    test("P12 a long call becomes a task of its caller alone, whose result is fetched, once it is there", async () => {
      const slp = buildSlp({
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
      const given = { ...where, slp_content: slp, timeout_seconds: 1 };
      const call = { name: "execute_pipeline", arguments: given };
      const task = await result("tools/call", call, knowsTasks);
      assert.equal(task["resultType"], "task");
      const { taskId } = task;
      const foreign = await ask("tasks/get", { taskId }, { ...knowsTasks, token: bobsToken });
      assert.match(await foreign.text(), /-32602.*Task not found/);
      const elsewhere = await ask(
        "tasks/get",
        { taskId },
        { ...knowsTasks, path: `${mcpPath}/platform` },
      );
      assert.match(await elsewhere.text(), /-32602/);
      for (;;) {
        const now = await result("tasks/get", { taskId }, knowsTasks);
        if (now["status"] === "working") {
          await new Promise((resolve) => setTimeout(resolve, 50));
          continue;
        }
        assert.equal(now["status"], "completed");
        assert.ok(isObject(now["result"]));
        assert.equal(envelopeOf(now["result"]).response["state"], "Stopped");
        break;
      }
      const ended = await result("tasks/cancel", { taskId }, knowsTasks);
      assert.equal(ended["resultType"], "complete");
    });

    test("P12 resources are listed, read, and watched by who may read them", async () => {
      const uri = "sldb:///myOrg/myProject/watched%20file.csv";
      const upload = {
        name: "upload_sldb",
        arguments: { ...where, sldb_file_name: "watched file.csv", file_content: "a\n1\n" },
      };
      const notifications = { resourcesListChanged: true, resourceSubscriptions: [uri] };
      const hears = async (token: string): Promise<readonly unknown[]> => {
        const events = sentEvents(await ask("subscriptions/listen", { notifications }, { token }));
        const { value: acknowledged } = await events.next();
        assert.equal(acknowledged?.message?.["method"], "notifications/subscriptions/acknowledged");
        await result("tools/call", upload);
        const heard: unknown[] = [];
        for await (const { message } of events) {
          heard.push(message?.["method"]);
          if (message?.["method"] === "notifications/resources/list_changed") break;
        }
        await result("tools/call", {
          name: "delete_sldb_file",
          arguments: { ...where, sldb_file_name: "watched file.csv" },
        });
        return heard;
      };
      assert.deepEqual(await hears(served.token), [
        "notifications/resources/updated",
        "notifications/resources/list_changed",
      ]);
      assert.deepEqual(await hears(bobsToken), ["notifications/resources/list_changed"]);
      await result("tools/call", upload);
      const { resources } = await result("resources/list", {});
      assert.match(JSON.stringify(resources), /sldb:\/\/\/myOrg\/myProject\/watched%20file\.csv/);
      const { contents } = await result("resources/read", { uri });
      assert.deepEqual(contents, [{ uri, mimeType: "text/csv", text: "a\n1\n" }]);
      const foreign = await ask("resources/read", { uri }, { token: bobsToken });
      assert.match(await foreign.text(), /-32602.*not found/i);
    });
  });
}
