import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { promisify } from "node:util";
import { adminPassword, serveEdge } from "./support/serve-edge.ts";

it("N2 Every example of docs/rest.md runs as it stands", async () => {
  await using served = await serveEdge();
  const text = readFileSync("docs/rest.md", "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? "");
  assert.ok(blocks.length >= 5);
  const script = `set -euo pipefail\n${blocks.join("\n")}`;
  const { stdout } = await promisify(execFile)("bash", ["-c", script], {
    env: { ...process.env, URL: served.url, LOGIN: `admin:${adminPassword}` },
  });
  for (const part of [
    '"organizations":[{"name":"myOrg"',
    '"asset_type":"Pipeline"',
    "a,b",
    '"state":"',
    '"plex_info"',
    '"nextMs"',
    "# TYPE slipway_runs gauge",
    '"openapi":"3.1.0"',
  ]) {
    assert.ok(stdout.includes(part), `${part} in\n${stdout.slice(0, 4_000)}`);
  }
});
