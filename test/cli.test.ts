import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { believe } from "../src/base/believe.ts";
import { buildSlp } from "../src/pipeline/build-slp.ts";
import { envelopeOf } from "./support/mcp-client.ts";
import { openMcp } from "./support/mcp-session.ts";
import { runCli } from "./support/run-cli.ts";
import { startServer } from "./support/server.ts";

describe("slipway run", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-cli-"));
    await cp("examples/orders-report", folder, { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("runs a pipeline file, writes its output beside it and prints a count per Snap", async () => {
    const { code, stderr } = await runCli([
      "run",
      join(folder, "orders-report.slp"),
      "--param",
      "minimum=1000",
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Large orders\s+Completed\s+6\s+1\s+0/);
    assert.match(stderr, /Completed in [\d.]+ s/);
    const report: unknown = JSON.parse(await readFile(join(folder, "report.json"), "utf8"));
    assert.deepEqual(report, [{ country: "US", month: "2026-02", total: 1020, orders: 1 }]);
  });

  it("uses a local file where the pipeline says a name", async () => {
    const other = join(folder, "other.csv");
    await writeFile(other, "id,country,amount,ordered\n1,it,500,2026-03-01\n");
    const { code, stderr } = await runCli([
      "run",
      join(folder, "orders-report.slp"),
      "--file",
      `orders.csv=${other}`,
    ]);
    assert.equal(code, 0, stderr);
    assert.match(await readFile(join(folder, "report.json"), "utf8"), /"country":"IT"/);
  });

  it("validates without writing", async () => {
    await rm(join(folder, "report.json"), { force: true });
    const { code, stdout } = await runCli([
      "run",
      join(folder, "orders-report.slp"),
      "--validate",
      "--json",
    ]);
    assert.equal(code, 0);
    const result = believe<{
      state: string;
      snaps: { label: string; state: string }[];
    }>(JSON.parse(stdout));
    assert.equal(result.state, "Completed");
    assert.equal(result.snaps.at(-1)?.state, "Skipped");
    await assert.rejects(readFile(join(folder, "report.json")));
  });

  it("says of a pipeline that cannot start which Snap, which setting and what to do, and exits with 1", async () => {
    const slp = buildSlp({
      label: "broken",
      snaps: [
        {
          id: "a",
          classId: "com-snaplogic-snaps-transform-sequence",
          settings: { numberOfDocumentsProp: 1 },
        },
        {
          id: "b",
          label: "Keep",
          classId: "com-snaplogic-snaps-flow-filter",
          settings: { filterExpression: { expression: "$value === 1" } },
        },
      ],
      links: [["a", "b"]],
    });
    const path = join(folder, "broken.slp");
    await writeFile(path, slp);
    const { code, stderr } = await runCli(["run", path]);
    assert.equal(code, 1);
    assert.match(stderr, /Keep/);
    assert.match(stderr, /===/);
    assert.match(stderr, /==/);
    assert.match(stderr, /Failed in/);
  });

  it("names the file that is near when there is none of that name", async () => {
    const { code, stderr } = await runCli(["run", join(folder, "order-report.slp")]);
    assert.equal(code, 1);
    assert.match(stderr, /Did you mean "orders-report\.slp"/);
  });

  it("says what --param takes", async () => {
    const { code, stderr } = await runCli([
      "run",
      join(folder, "orders-report.slp"),
      "--param",
      "minimum",
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /Expected name=value/);
  });
});

describe("slipway serve", () => {
  it("prints one line with its URL, stops on SIGTERM and exits with 0", async () => {
    await using server = await startServer();
    assert.match(server.output(), /^listening on http:\/\/127\.0\.0\.1:\d+$/m);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.equal(await server.stop("SIGTERM"), 0);
  });

  it("takes the administrator from the environment, and else prints a password once", async () => {
    await using named = await startServer({
      environment: { SLIPWAY_ADMIN_USER: "ann", SLIPWAY_ADMIN_PASSWORD: "correct horse" },
    });
    assert.doesNotMatch(named.output(), /with the password/);
    const basic = Buffer.from("ann:correct horse").toString("base64");
    const minted = await fetch(`${named.url}/api/1/rest/asset/session?caller=ann`, {
      headers: { authorization: `Basic ${basic}` },
    });
    assert.equal(minted.status, 200);

    const dataDirectory = await mkdtemp(join(tmpdir(), "slipway-data-"));
    try {
      const first = await startServer({ dataDirectory });
      assert.match(
        first.output(),
        /administrator "admin" with the password \S+ \(shown this once\)/,
      );
      await first.stop();
      const second = await startServer({ dataDirectory });
      assert.doesNotMatch(second.output(), /with the password/);
      await second.stop();
    } finally {
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });

  it("refuses a data directory that another process serves, and says which", async () => {
    await using server = await startServer();
    const { code, stderr } = await runCli(["serve", "--port", "0", "--data", server.dataDirectory]);
    assert.equal(code, 1);
    assert.match(stderr, /in use/);
    assert.match(stderr, new RegExp(`process ${server.process.pid}`));
    assert.match(stderr, /--data/);
  });

  it("reads port, host and data from a config file, which flags and environment override", async () => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-config-"));
    try {
      const config = join(folder, "slipway.json");
      await writeFile(config, JSON.stringify({ port: 1, host: "localhost", region: "eu" }));
      await using server = await startServer({ args: ["--config", config] });
      assert.match(server.token, /^eu-/);
      assert.doesNotMatch(server.url, /:1$/);
      await writeFile(config, JSON.stringify({ prot: 8080 }));
      const { code, stderr } = await runCli([
        "serve",
        "--config",
        config,
        "--data",
        join(folder, "data"),
      ]);
      assert.equal(code, 1);
      assert.match(stderr, /prot/);
      assert.match(stderr, /port, host, data/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("P10 stands in front of the Platform MCP Server that the config file names, and knows limits by name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-config-"));
    try {
      await using upstream = await startServer();
      const config = join(folder, "slipway.json");
      const serve = ["serve", "--config", config, "--data", join(folder, "data")];
      const refusals = [
        [{ limits: { callMax: 1 } }, /callMax/],
        [{ limits: { callsMax: 0 } }, /limits\.callsMax/],
        [{ platform_mcp: { host: "mcp.example/path" } }, /platform_mcp\.host.*https:/],
      ] as const;
      for (const [content, words] of refusals) {
        await writeFile(config, JSON.stringify(content));
        assert.match((await runCli(serve)).stderr, words);
      }
      const platform_mcp = { host: upstream.url, timeout_seconds: 5 };
      await writeFile(
        config,
        JSON.stringify({ platform_mcp, limits: { requestBodyBytesMax: 999 } }),
      );
      await using front = await startServer({ args: ["--config", config] });
      assert.match(front.output(), /stands in front of http:/);
      const session = await openMcp(front.url, `SLToken ${upstream.token}`);
      assert.equal((await session.call("list_snaplexes", { org: "myOrg" })).success, true);
      assert.equal((await session.send("x".repeat(1_000))).status, 413);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("refuses a port that another process listens on", async () => {
    await using server = await startServer();
    const { port } = new URL(server.url);
    const folder = await mkdtemp(join(tmpdir(), "slipway-port-"));
    try {
      const { code, stderr } = await runCli(["serve", "--port", port, "--data", folder]);
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use`));
      assert.match(stderr, /--port 0/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("refuses a port that is none", async () => {
    const { code, stderr } = await runCli([
      "serve",
      "--port",
      "http",
      "--data",
      join(tmpdir(), "slipway-never"),
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /Cannot use the port "http"/);
  });
});

describe("slipway token and user", () => {
  it("makes a token beside the running server, which the server accepts", async () => {
    await using server = await startServer();
    const { code, stdout } = await runCli([
      "token",
      "create",
      "--user",
      "admin",
      "--data",
      server.dataDirectory,
    ]);
    assert.equal(code, 0);
    const answer = await fetch(`${server.url}/api/1/rest/public/platform_mcp/mcp`, {
      method: "POST",
      headers: { authorization: `SLToken ${stdout.trim()}`, "content-type": "application/json" },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "list_snaplexes" },
      }),
    });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /no session/);
  });

  it("names the user that is near when there is none of that name", async () => {
    await using server = await startServer();
    const { code, stderr } = await runCli([
      "token",
      "create",
      "--user",
      "admn",
      "--data",
      server.dataDirectory,
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /admin/);
  });

  it("adds a user with a generated password that works", async () => {
    await using server = await startServer();
    const { code, stdout } = await runCli([
      "user",
      "add",
      "bob",
      "--org",
      "myOrg",
      "--data",
      server.dataDirectory,
    ]);
    assert.equal(code, 0);
    const password = /with the password (\S+)/.exec(stdout)?.[1] ?? "";
    const minted = await fetch(`${server.url}/api/1/rest/asset/session?caller=bob`, {
      headers: { authorization: `Basic ${Buffer.from(`bob:${password}`).toString("base64")}` },
    });
    assert.equal(minted.status, 200);
  });
});

describe("slipway stdio", () => {
  it("T16 serves the same tools over standard input and output, where local paths are read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-stdio-"));
    const client = new Client({ name: "stdio", version: "1.0.0" });
    try {
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: ["src/main.ts", "stdio", "--data", join(folder, "data")],
          stderr: "ignore",
        }),
      );
      const { tools } = await client.listTools();
      assert.equal(tools.length, 21);
      const where = { org: "myOrg", project_path: "myProject" };
      const uploaded = envelopeOf(
        await client.callTool({
          name: "upload_sldb",
          arguments: {
            ...where,
            sldb_file_name: "orders.csv",
            local_file_path: "examples/orders-report/orders.csv",
          },
        }),
      );
      assert.equal(uploaded.success, true, JSON.stringify(uploaded));
      const executed = envelopeOf(
        await client.callTool({
          name: "import_pipeline",
          arguments: { ...where, slp_file_path: "examples/orders-report/orders-report.slp" },
        }),
      );
      assert.equal(executed.success, true, JSON.stringify(executed));
    } finally {
      await client.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
