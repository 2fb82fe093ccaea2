import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { startServer } from "./support/server.ts";

describe("README", () => {
  it("shows a story that works as it is printed", async () => {
    const readme = await readFile("README.md", "utf8");
    const script = /<!-- story: begin.*?-->\n```sh\n(.*?)```/s.exec(readme)?.[1];
    assert.ok(script !== undefined, "the README has its story between the markers");
    await using server = await startServer();
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], {
      env: {
        ...process.env,
        PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
        URL: server.url,
        TOKEN: server.token,
        MCP_INSPECTOR_SECRET_STORE: "memory",
      },
      maxBuffer: 16 * 1024 * 1024,
    });
    const report = /<!-- story: end -->.*?```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
    assert.ok(stdout.includes(JSON.stringify(report.trim()).slice(1, -1)), stdout);
  });
});
