import assert from "node:assert/strict";
import { readFile, rm, writeFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { openMcp, post } from "./support/mcp-session.ts";
import { startServer } from "./support/server.ts";

const mebibyte = 1024 * 1024;

test("P11 a flood of large bodies is shed, memory stays flat, and the server answers again", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-overload-"));
  try {
    const config = join(folder, "slipway.json");
    await writeFile(config, JSON.stringify({ limits: { requestBytesHeldMax: 16 * mebibyte } }));
    await using server = await startServer({ args: ["--config", config] });
    const session = await openMcp(server.url, `SLToken ${server.token}`);
    await session.call("list_snaplexes", { org: "myOrg" });
    const before = await peakMemoryOf(server.process.pid);
    const where = { org: "myOrg", project_path: "myProject", sldb_file_name: "flood.txt" };
    const given = { ...where, file_content: "x".repeat(8 * mebibyte) };
    const params = { name: "upload_sldb", arguments: given };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () =>
        // A client that is still sending when it is turned away may see only that the connection ended.
        post(server.url, mcpPath, session.headers, body).then(
          ({ status }) => status,
          () => 503,
        ),
      ),
    );
    const shed = statuses.filter((status) => status === 503).length;
    const grown = (await peakMemoryOf(server.process.pid)) - before;
    context.diagnostic(
      `${shed} of 100 shed, peak memory grew by ${Math.round(grown / mebibyte)} MiB`,
    );
    assert.ok(shed > 0);
    assert.deepEqual(
      statuses.filter((status) => status !== 503 && status !== 200),
      [],
    );
    assert.ok(grown < 400 * mebibyte, `${grown} bytes for ${100 * body.length} sent`);
    const after = await session.call("list_snaplexes", { org: "myOrg" });
    assert.equal(after.success, true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** The most memory a process has had, in bytes; Linux says it, elsewhere it is 0 and the test asks for less. */
async function peakMemoryOf(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
