import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { isObject } from "../src/base/json.ts";
import { samplePackage } from "./support/assets/sample-package.ts";
import { temporaryDirectory } from "./support/open-control.ts";
import { runCli } from "./support/run-cli.ts";
import { until } from "./support/until.ts";
import { startServer } from "./support/server.ts";

async function writeFolder(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

describe("slipway asset", () => {
  it("A11 imports, publishes, compares and rolls back on a running server, by its URL or its data directory", async () => {
    await using directory = await temporaryDirectory();
    const folder = join(directory.path, "shop");
    const questions =
      "questions:\n  - {name: all, tool: load_data, arguments: {columns: [ORDER_COUNT]}}\n";
    const km = samplePackage["knowledge-models/shop.yaml"] ?? "";
    await writeFolder(folder, {
      ...samplePackage,
      "questions/all.yaml": questions,
      "knowledge-models/shop.yaml": km.replace("MOUNT\"'", "MUNT\"'"),
    });
    await using server = await startServer();
    const data = ["--data", server.dataDirectory, "--org", "myOrg"];
    const remote = ["--url", server.url, "--token", server.token, "--org", "myOrg"];
    const run = (...args: string[]) => runCli(["asset", ...args, ...remote]);
    const refused = await runCli(["asset", "import", folder, "--publish", ...data]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /knowledge-models\/shop\.yaml:\d+:\d+: error: .*AMUNT/);
    assert.match(refused.stderr, /1 error, 0 warnings: cannot be published/);

    await writeFolder(folder, { "knowledge-models/shop.yaml": km });
    const first = await run("import", folder, "--publish");
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^published shop 1\.0\.0$/m);
    const endpoint = /^shop {2}(http:\S+)$/m.exec(first.stdout)?.[1] ?? "";
    assert.equal(await countAt(endpoint, server.token), 5);

    const orders = `${samplePackage["data/orders.csv"] ?? ""}6,Di,7\n`;
    await writeFolder(folder, { "data/orders.csv": orders });
    assert.equal((await run("import", folder)).code, 0);
    const published = await run("publish", "shop", "--bump", "minor");
    assert.match(published.stdout, /^published shop 1\.1\.0$/m);
    assert.equal(await countAt(endpoint, server.token), 6);
    assert.match((await run("rollback", "shop")).stdout, /^shop 1\.0\.0 answers$/m);
    assert.equal(await countAt(endpoint, server.token), 5);
    const compared = await run("compare", "shop");
    assert.equal(compared.code, 1);
    assert.match(compared.stdout, /~ questions\/all\.yaml#all {2}load_data\n/);
    assert.match(compared.stdout, /ORDER_COUNT is 6 instead of 5/);

    const output = join(directory.path, "out");
    assert.equal((await run("export", "shop", "-o", output)).code, 0);
    assert.equal(await readFile(join(output, "data/orders.csv"), "utf8"), orders);
    const unknown = await run("show", "shpo");
    assert.deepEqual([unknown.code, /Did you mean "shop"/.test(unknown.stderr)], [1, true]);
  });
});

/** What the endpoint answers to the question how many orders there are. */
async function countAt(endpoint: string, token: string): Promise<unknown> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "load_data", arguments: { columns: ["ORDER_COUNT"] } },
    }),
  });
  return Number(/\\"ORDER_COUNT\\":(\d+)/.exec(await answer.text())?.[1]);
}

describe("a first start", () => {
  it("A11 prints the endpoint of the sample asset, which answers the published example calls and lists its tools in 5,000 tokens", async () => {
    await using server = await startServer({ environment: { SLIPWAY_SAMPLE_ASSET: "on" } });
    await until(() => server.output().includes("Ask it"));
    const endpoint = /^Asset\s+(http:\S+)/m.exec(server.output())?.[1] ?? "";
    assert.equal(endpoint.split("/").at(-1), "56b10c32-97c5-4060-8e3d-12e040f889f2");
    const ask = async (id: number, method: string, params: unknown): Promise<string> => {
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
      });
      return await answer.text();
    };
    await until(async () => !(await ask(1, "tools/list", {})).startsWith('{"detail"'));
    const list: unknown = JSON.parse(await ask(1, "tools/list", {}));
    assert.ok(isObject(list) && isObject(list["result"]));
    assert.match(JSON.stringify(list["result"]), /"name":"search_data"/);
    const tokens = encode(JSON.stringify(list["result"])).length;
    assert.ok(tokens <= 5_000, `${tokens} tokens`);
    const found = await ask(4, "tools/call", {
      name: "search_data",
      arguments: { search_terms: ["Document Type"], user_query: "Document Type" },
    });
    assert.match(found, /ORDERS\.DOCUMENT_TYPE/);
    assert.match(found, /"isError":false/);
  });
});

describe("slipway model import", () => {
  it("makes an endpoint of an event log and tells its facts", async () => {
    await using directory = await temporaryDirectory();
    const log = join(directory.path, "Receipt Log.csv");
    const rows = [
      ["1", "Register", "2026-01-01 08:00:00"],
      ["1", "Check", "2026-01-02 08:00:00"],
      ["1", "Check", "2026-01-03 08:00:00"],
      ["1", "Pay", "2026-01-05 08:00:00"],
      ["2", "Register", "2026-01-01 09:00:00"],
      ["2", "Check", "2026-01-02 09:00:00"],
      ["2", "Pay", "2026-01-03 09:00:00"],
    ];
    const lines = [["case", "activity", "at"], ...rows].map((row) => `${row.join(",")}\n`);
    await writeFile(log, lines.join(""));
    const data = ["--data", join(directory.path, "data"), "--org", "myOrg"];
    const columns = ["--case", "case", "--activity", "activity", "--timestamp", "at"];
    const outcome = await runCli([
      "model",
      "import",
      "--event-log",
      log,
      ...columns,
      "--json",
      ...data,
    ]);
    assert.equal(outcome.code, 0, outcome.stderr);
    const facts: unknown = JSON.parse(outcome.stdout);
    assert.partialDeepStrictEqual(facts, [
      {
        events: 7,
        cases: 2,
        activities: 3,
        variants: 2,
        edges: 3,
        steps: 5,
        throughputMean: 3 * 86_400,
        throughputMedian: 3 * 86_400,
        reworkCases: 1,
        reworkEvents: 1,
      },
    ]);
    assert.match(outcome.stderr, /^published receipt-log 1\.0\.0$/m);
    assert.match(outcome.stderr, /^receipt-log {2}http:\S+\/mcp\/[0-9a-f-]{36}$/m);
  });
});
