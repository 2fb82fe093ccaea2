import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { believe } from "../../src/base/believe.ts";
import { type Envelope, type OpenClient } from "./mcp-client.ts";

const run = promisify(execFile);

/** The command line client mcporter: a process for every call, the server named in a config file. */
export const openMcporter: OpenClient = async (endpoint, token) => {
  const home = await mkdtemp(join(tmpdir(), "slipway-mcporter-"));
  const config = join(home, "mcporter.json");
  const headers = { Authorization: `SLToken ${token}` };
  await writeFile(config, JSON.stringify({ mcpServers: { slipway: { url: endpoint, headers } } }));
  const mcporter = async (args: readonly string[]): Promise<unknown> => {
    const { stdout } = await run(
      process.execPath,
      ["node_modules/.bin/mcporter", "--config", config, ...args],
      { env: { ...process.env, HOME: home }, maxBuffer: 16 * 1024 * 1024 },
    );
    return JSON.parse(stdout);
  };
  return {
    toolNames: async () => {
      const listed = believe<{ tools: { name: string }[] }>(
        await mcporter(["list", "slipway", "--json"]),
      );
      return listed.tools.map((tool) => tool.name);
    },
    call: async (name, args) =>
      believe<Envelope>(
        await mcporter([
          "call",
          `slipway.${name}`,
          "--args",
          JSON.stringify(args),
          "--output",
          "json",
        ]),
      ),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
};
