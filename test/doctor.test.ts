import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose, type Check } from "../src/cli/doctor/diagnose.ts";
import { type TroubleName, troubles } from "../src/cli/doctor/troubles.ts";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { meddlingProxy } from "./support/meddling-proxy.ts";
import { rawRequest } from "./support/raw-request.ts";
import { runCli } from "./support/run-cli.ts";
import { scriptedUpstream } from "./support/scripted-upstream.ts";
import { serveEdge, type ServeOptions } from "./support/serve-edge.ts";
import { serveFront } from "./support/serve-front.ts";

const never = new AbortController().signal;

async function checksOf(
  endpoint: string,
  authorization: string | undefined,
): Promise<readonly Check[]> {
  return Array.fromAsync(diagnose({ endpoint, authorization }, fetch, never));
}

/** The trouble of the step that failed, which is the last one. */
async function failureOf(
  url: string,
  authorization: string | undefined,
  path = mcpPath,
): Promise<TroubleName | undefined> {
  const last = (await checksOf(url + path, authorization)).at(-1);
  assert.equal(last?.outcome, "failed", JSON.stringify(last));
  return last?.trouble;
}

describe("slipway doctor", () => {
  it("finds nothing wrong with a server that is well, and notes what is as it should be", async () => {
    await using edge = await serveEdge();
    const checks = await checksOf(edge.url + mcpPath, `SLToken ${edge.token}`);
    assert.deepEqual(
      checks.map(({ step, outcome }) => `${outcome} ${step}`),
      [
        "ok initialize",
        "note framing",
        "ok notifications/initialized",
        "ok tools/list",
        "note tools/call",
        "ok DELETE",
      ],
    );
    const notes = checks.filter(({ outcome }) => outcome === "note");
    assert.deepEqual(
      notes.map(({ trouble }) => trouble),
      ["framing", "orgRequired"],
    );
  });

  it("knows why there are no tools: prefix, unknown token, region", async () => {
    await using edge = await serveEdge();
    for (const authorization of [edge.token, "SLToken local-unknown", "SLToken emea-unknown"]) {
      assert.equal(await failureOf(edge.url, authorization), "zeroTools");
    }
    const checks = await checksOf(edge.url + mcpPath, "SLToken emea-unknown");
    assert.match(checks.at(-1)?.found ?? "", /region `emea`/);
  });

  it("knows 401 on the first call", async () => {
    await using edge = await serveEdge({ settings: { unusableAuthorization: "reject" } });
    assert.equal(await failureOf(edge.url, undefined), "unauthorized");
    assert.equal(await failureOf(edge.url, edge.token), "unauthorized");
  });

  it("knows a proxy without a Platform MCP Server, and one whose server is gone", async () => {
    await using unconfigured = await serveFront(undefined);
    assert.equal(await failureOf(unconfigured.url, "SLToken x"), "notConfigured");
    await using lonely = await serveFront("http://127.0.0.1:1");
    assert.equal(await failureOf(lonely.url, "SLToken x"), "gateway");
  });

  it("knows a session id or a confirmation that gets lost on the way", async () => {
    await using edge = await serveEdge();
    await using forgetful = await meddlingProxy(edge.url, { drops: ["mcp-session-id"] });
    assert.equal(await failureOf(forgetful.url, `SLToken ${edge.token}`), "noSession");
    await using swallowing = await meddlingProxy(edge.url, {
      onRequest: (method) => (method === "notifications/initialized" ? "swallow" : undefined),
    });
    const checks = await checksOf(swallowing.url + mcpPath, `SLToken ${edge.token}`);
    assert.equal(checks.at(-1)?.step, "tools/list");
    assert.equal(checks.at(-1)?.trouble, "noSession");
  });

  it("knows paths that are none", async () => {
    await using edge = await serveEdge();
    for (const path of [`${mcpPath}/native`, `${mcpPath}/platform/`, "/mcp", `${mcpPath}/x/y`]) {
      assert.equal(await failureOf(edge.url, `SLToken ${edge.token}`, path), "wrongPath");
    }
  });

  it("knows a server without PyGen by its path and by its list", async () => {
    await using edge = await serveEdge({ pygen: false });
    const authorization = `SLToken ${edge.token}`;
    assert.equal(await failureOf(edge.url, authorization, `${mcpPath}/pygen`), "pygenMissing");
    const checks = await checksOf(edge.url + mcpPath, authorization);
    assert.ok(
      checks.some(({ trouble, outcome }) => trouble === "pygenMissing" && outcome === "note"),
    );
  });

  for (const unusableAuthorization of ["describe", "reject"] as const) {
    it(`knows a token that expires in the middle, where the server would ${unusableAuthorization} it`, async () => {
      let now = Date.now();
      const options: ServeOptions = {
        clock: { now: () => now },
        settings: { unusableAuthorization },
      };
      await using edge = await serveEdge(options);
      await using slow = await meddlingProxy(edge.url, {
        onRequest: (method) => {
          if (method === "tools/list") now += 2 * 60 * 60 * 1000;
          return undefined;
        },
      });
      assert.equal(await failureOf(slow.url, `SLToken ${edge.token}`), "expiredMidway");
    });
  }

  it("knows a server that is not there, one that refuses the name, one that is full, one that is none", async () => {
    assert.equal(await failureOf("http://127.0.0.1:1", "SLToken x"), "unreachable");
    await using elsewhere = await serveEdge({ settings: { hosts: ["slipway.example"] } });
    assert.equal(await failureOf(elsewhere.url, "SLToken x"), "sourceRefused");
    await using full = await serveEdge({ limits: { sessionsPerCallerMax: 1 } });
    const authorization = `SLToken ${full.token}`;
    await rawRequest(full.url, {
      method: "POST",
      path: mcpPath,
      headers: { authorization, "content-type": "application/json" },
      body: {
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: {
          protocolVersion: "2025-03-26",
          capabilities: {},
          clientInfo: { name: "c", version: "1" },
        },
      },
    });
    assert.equal(await failureOf(full.url, authorization), "busy");
    await using page = await scriptedUpstream((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>");
    });
    assert.equal(await failureOf(page.url, "SLToken x"), "notMcp");
  });

  it("prints cause and mending, exits with 1 on a failure and with 0 without", async () => {
    await using edge = await serveEdge();
    const well = await runCli(["doctor", edge.url, "--token", edge.token]);
    assert.equal(well.code, 0, well.stdout);
    assert.match(well.stdout, /^ok\s+tools\/list\s+21 tools$/m);
    const ill = await runCli(["doctor", edge.url, "--authorization", edge.token]);
    assert.equal(ill.code, 1);
    assert.ok(ill.stdout.includes(troubles.zeroTools.resolution));
    assert.match(ill.stdout, /^failed\s+tools\/list\s+0 tools: .*no `SLToken ` prefix/m);
    assert.ok(!ill.stdout.includes(edge.token));
    assert.match((await runCli(["doctor", "ftp://x"])).stderr, /Cannot use the URL/);
  });
});
