import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, it } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  getDefaultEnvironment,
  StdioClientTransport,
} from "@modelcontextprotocol/sdk/client/stdio.js";
import { believe } from "../src/base/believe.ts";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { runCli } from "./support/run-cli.ts";
import { serveEdge } from "./support/serve-edge.ts";

const url = "https://slipway.example";
const endpoint = `${url}${mcpPath}`;
const token = "local-abc";

async function connect(client: string, at = url, sent = token): Promise<string> {
  const { code, stdout, stderr } = await runCli(["connect", client, "--url", at, "--token", sent]);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function configOf(client: string): Promise<unknown> {
  return JSON.parse(await connect(client));
}

describe("slipway connect", () => {
  const headers = { Authorization: `SLToken ${token}` };

  it("prints the command of Claude Code, quoted for a shell", async () => {
    const { stdout } = await promisify(execFile)("sh", [
      "-c",
      `claude() { printf '%s\\n' "$@"; }; ${await connect("claude-code")}`,
    ]);
    assert.deepEqual(stdout.trimEnd().split("\n"), [
      "mcp",
      "add",
      "--transport",
      "http",
      "slipway",
      endpoint,
      "--header",
      `Authorization: SLToken ${token}`,
    ]);
  });

  it("prints the configuration of Cursor and VS Code", async () => {
    assert.deepEqual(await configOf("cursor"), {
      mcpServers: { slipway: { url: endpoint, headers } },
    });
    assert.deepEqual(await configOf("vscode"), {
      servers: { slipway: { type: "http", url: endpoint, headers } },
    });
  });

  it("prints the table of Codex", async () => {
    const lines = (await connect("codex")).trimEnd().split("\n");
    assert.equal(lines[0], "[mcp_servers.slipway]");
    assert.equal(lines[1], `url = "${endpoint}"`);
    assert.equal(lines[2], `http_headers = { "Authorization" = "SLToken ${token}" }`);
    assert.equal(lines.length, 3);
  });

  it("prints a bridge for Claude Desktop that works as it stands", async () => {
    await using edge = await serveEdge();
    const config = believe<{
      mcpServers: { slipway: { command: string; args: string[]; env: Record<string, string> } };
    }>(JSON.parse(await connect("claude-desktop", edge.url, edge.token)));
    const { command, args, env } = config.mcpServers.slipway;
    assert.ok(!JSON.stringify(args).includes(edge.token));
    const client = new Client({ name: "desktop", version: "1.0.0" });
    try {
      await client.connect(
        new StdioClientTransport({
          command,
          args,
          env: { ...getDefaultEnvironment(), ...env },
          stderr: "ignore",
        }),
      );
      assert.equal((await client.listTools()).tools.length, 21);
    } finally {
      await client.close();
    }
  });

  it("prints a command of the Inspector that lists the tools", async () => {
    await using edge = await serveEdge();
    const command = await connect("inspector", `${edge.url}${mcpPath}/platform`, edge.token);
    const { stdout } = await promisify(execFile)("sh", ["-c", command], {
      env: { ...process.env, MCP_INSPECTOR_SECRET_STORE: "memory" },
      maxBuffer: 16 * 1024 * 1024,
    });
    assert.match(stdout, /execute_pipeline/);
    assert.doesNotMatch(stdout, /pygen_/);
  });

  it("keeps what a shell would read out of its reach", async () => {
    const hostile = `a"b$HOME'c\``;
    const { stdout } = await promisify(execFile)("sh", [
      "-c",
      `claude() { for last; do :; done; printf '%s' "$last"; }; ${await connect("claude-code", url, hostile)}`,
    ]);
    assert.equal(stdout, `Authorization: SLToken ${hostile}`);
  });

  it("names the client that is near, and asks for a token where none was given", async () => {
    const near = await runCli(["connect", "cursr"]);
    assert.equal(near.code, 1);
    assert.match(near.stderr, /Did you mean "cursor"/);
    const without = await runCli(["connect", "cursor"]);
    assert.match(without.stdout, /SLToken YOUR_TOKEN/);
    assert.match(without.stderr, /slipway token create/);
  });
});
