import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallTallies, callTalliesMax } from "../../control/audit/call-tallies.ts";
import { adminPassword, serveEdge } from "../../../test/support/serve-edge.ts";
import { prometheusText } from "./prometheus-text.ts";

describe("/metrics", () => {
  it("N3 tells an administrator of runs, calls, sessions and the process, and nobody else", async () => {
    await using served = await serveEdge();
    const operator = await served.control.identity.operator();
    const target = { path: "/myOrg/myProject/myPipeline" };
    await served.control.runs.execute(operator, { source: { kind: "stored", target }, wait: true });
    const entry = { durationMs: 1_500, requestId: "r" };
    served.control.audit.record({ ...entry, action: "list_snaplexes", outcome: "ok" });
    served.control.audit.record({ ...entry, action: 'load_data of asset "x"', outcome: "ok" });
    const user = { name: "eve", password: "correct battery", admin: false };
    await served.control.identity.createUser(operator, user);
    const ask = (authorization: string): Promise<Response> =>
      fetch(`${served.url}/metrics`, { headers: { authorization } });
    const answer = await ask(basic(`admin:${adminPassword}`));
    const text = await answer.text();
    assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
    for (const line of [
      /^slipway_runs\{state="(Completed|Failed)",invoker="manual"\} 1$/m,
      /^slipway_calls_total\{tool="list_snaplexes",outcome="ok"\} 1$/m,
      /^slipway_calls_total\{tool="load_data",outcome="ok"\} 1$/m,
      /^slipway_call_seconds_total\{tool="load_data",outcome="ok"\} 1\.5$/m,
      /^slipway_sessions 0$/m,
      /^slipway_streams 0$/m,
      /^process_cpu_seconds_total [\d.]+$/m,
    ]) {
      assert.match(text, line);
    }
    assert.equal((await ask(basic("eve:correct battery"))).status, 403);
    assert.equal((await fetch(`${served.url}/metrics`)).status, 401);
  });

  it("N3 escapes what labels hold", () => {
    const samples = [{ labels: { tool: 'a"b\\c\nd' }, value: 2 }];
    assert.equal(
      prometheusText([{ name: "x", help: "One\nline.", type: "gauge", samples }]),
      '# HELP x One\\nline.\n# TYPE x gauge\nx{tool="a\\"b\\\\c\\nd"} 2\n',
    );
  });

  it("N3 counts actions past the limit together", () => {
    const tallies = new CallTallies();
    for (let index = 0; index < callTalliesMax + 5; index++) tallies.add(`tool ${index}`, "ok", 1);
    const all = tallies.all();
    assert.equal(all.length, callTalliesMax + 1);
    assert.equal(all.find(({ action }) => action === "other")?.calls, 5);
  });
});

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}
