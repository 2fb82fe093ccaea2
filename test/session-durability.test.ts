import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { buildSlp } from "../src/pipeline/build-slp.ts";
import { sentEvents } from "./support/event-stream.ts";
import { openMcp } from "./support/mcp-session.ts";
import { temporaryDirectory } from "./support/open-control.ts";
import { serveFront } from "./support/serve-front.ts";
import { type RunningServer, startServer } from "./support/server.ts";

const revision = "2025-11-25";
const where = { org: "myOrg", project_path: "myProject" };

/** A pipeline that filters so many numbers. */
function counting(documents: number): string {
  return buildSlp({
    label: "Counting",
    snaps: [
      {
        id: "sequence",
        classId: "com-snaplogic-snaps-transform-sequence",
        settings: { numberOfDocumentsProp: documents },
      },
      {
        id: "filter",
        classId: "com-snaplogic-snaps-flow-filter",
        settings: { filterExpression: { expression: "$value < 0" } },
      },
    ],
    links: [["sequence", "filter"]],
  });
}

const endless = 2_000_000_000;

function execute(server: RunningServer, headers: Record<string, string>, documents: number) {
  const given = { ...where, slp_content: counting(documents) };
  const params = { name: "execute_pipeline", arguments: given };
  return fetch(`${server.url}${mcpPath}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: "mine", method: "tools/call", params }),
  });
}

/** Every message that follows an event, until the stream ends. */
async function resumed(server: RunningServer, headers: Record<string, string>, after: string) {
  const answer = await fetch(`${server.url}${mcpPath}`, {
    headers: { ...headers, "last-event-id": after },
  });
  assert.equal(answer.status, 200);
  return await Array.fromAsync(sentEvents(answer));
}

/** A server of its own process, and the same with another one in front of it that clients talk to. */
const modes: Readonly<Record<string, typeof startServer>> = {
  embedded: startServer,
  "through a proxy": async (options) => {
    const behind = await startServer(options);
    const front = await serveFront(behind.url);
    const stop = async (signal?: NodeJS.Signals) => {
      await front[Symbol.asyncDispose]();
      return await behind.stop(signal);
    };
    return {
      ...behind,
      url: front.url,
      stop,
      [Symbol.asyncDispose]: async () => void (await stop()),
    };
  },
};

for (const [mode, start] of Object.entries(modes)) {
  describe(`sessions that outlive a process, ${mode}`, () => {
    test("P14 a session and its preferences go on after kill -9", async () => {
      await using directory = await temporaryDirectory();
      const first = await start({ dataDirectory: directory.path });
      const authorization = `SLToken ${first.token}`;
      const session = await openMcp(first.url, authorization, mcpPath, revision);
      const preferences = { default_org: "myOrg", default_path: "myProject" };
      await session.call("save_user_preferences", preferences);
      await first.stop("SIGKILL");
      await using second = await start({ dataDirectory: directory.path });
      const answer = await fetch(`${second.url}${mcpPath}`, {
        method: "POST",
        headers: { ...session.headers, "content-type": "application/json" },
        body: JSON.stringify({
          jsonrpc: "2.0",
          id: 5,
          method: "tools/call",
          params: { name: "list_sldb_files", arguments: {} },
        }),
      });
      const [event] = await Array.fromAsync(sentEvents(answer));
      assert.match(JSON.stringify(event?.message), /"success":true.*"org":"myOrg"/);
    });

    test("P14 a call that kill -9 broke off is answered once to whoever resumes it, and says that its result is lost", async () => {
      await using directory = await temporaryDirectory();
      const first = await start({ dataDirectory: directory.path });
      const authorization = `SLToken ${first.token}`;
      const session = await openMcp(first.url, authorization, mcpPath, revision);
      const broken = sentEvents(await execute(first, { ...session.headers }, endless));
      const { value: primed } = await broken.next();
      assert.ok(primed?.id !== undefined && primed.message === undefined);
      await first.stop("SIGKILL");
      assert.equal((await broken.next()).done, true);
      await using second = await start({ dataDirectory: directory.path });
      for (let times = 0; times < 2; times++) {
        const [answer, ...more] = await resumed(second, { ...session.headers }, primed.id);
        assert.equal(answer?.message?.["id"], "mine");
        assert.match(JSON.stringify(answer.message), /restarted.*the answer is lost/);
        assert.deepEqual(more, []);
        assert.deepEqual(await resumed(second, { ...session.headers }, String(answer.id)), []);
      }
    });

    test("P14 a result that nobody heard is there after kill -9", async () => {
      await using directory = await temporaryDirectory();
      const first = await start({ dataDirectory: directory.path });
      const authorization = `SLToken ${first.token}`;
      const session = await openMcp(first.url, authorization, mcpPath, revision);
      const events = sentEvents(await execute(first, { ...session.headers }, 50));
      const { value: primed } = await events.next();
      assert.ok(primed?.id !== undefined);
      const heard = await Array.fromAsync(events);
      assert.equal(heard.length, 1);
      await first.stop("SIGKILL");
      await using second = await start({ dataDirectory: directory.path });
      assert.deepEqual(await resumed(second, { ...session.headers }, primed.id), heard);
    });
  });
}
