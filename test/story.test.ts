import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { openAiSdk } from "./support/ai-sdk-client.ts";
import { openInspector } from "./support/inspector-client.ts";
import type { OpenClient } from "./support/mcp-client.ts";
import { openMcpRemote } from "./support/mcp-remote-client.ts";
import { openMcporter } from "./support/mcporter-client.ts";
import { openSdkV1 } from "./support/sdk-v1-client.ts";
import { openSdkV2 } from "./support/sdk-v2-client.ts";
import { type RunningServer, startServer } from "./support/server.ts";

const clients: Readonly<Record<string, OpenClient>> = {
  "SDK v1": openSdkV1,
  "SDK v2": openSdkV2,
  "Inspector CLI": openInspector,
  "AI SDK": openAiSdk,
  "mcp-remote": openMcpRemote,
  mcporter: openMcporter,
};

/** Wherever the story goes, it says where; the Inspector has no session to remember it in. */
const where = { org: "myOrg", project_path: "myProject" };

describe("the story: upload, import, validate, execute, download", () => {
  let server: RunningServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server[Symbol.asyncDispose]());

  for (const [name, open] of Object.entries(clients)) {
    it(`is told by the ${name}`, async () => {
      await using client = await open(`${server.url}${mcpPath}`, server.token);
      const slp = await readFile("examples/orders-report/orders-report.slp", "utf8");
      const csv = await readFile("examples/orders-report/orders.csv", "utf8");

      const uploaded = await client.call("upload_sldb", {
        ...where,
        sldb_file_name: "orders.csv",
        file_content: csv,
      });
      assert.equal(uploaded.success, true, JSON.stringify(uploaded));
      assert.equal(uploaded.response["size"], Buffer.byteLength(csv));

      const imported = await client.call("import_pipeline", {
        ...where,
        slp_content: slp,
        duplicate_check: false,
      });
      assert.equal(imported.success, true, JSON.stringify(imported));
      assert.equal(imported.response["pipeline_name"], "orders-report");
      assert.deepEqual(imported.response["findings"], []);

      const validated = await client.call("validate_pipeline", {
        ...where,
        pipeline_name: "orders-report",
      });
      assert.equal(validated.response["state"], "Completed", JSON.stringify(validated));
      assert.equal(validated.response["error_count"], 0);

      const executed = await client.call("execute_pipeline", {
        ...where,
        pipeline_name: "orders-report",
        parameters: { minimum: "150" },
      });
      assert.equal(executed.response["state"], "Completed", JSON.stringify(executed));

      const downloaded = await client.call("download_sldb_file", {
        ...where,
        sldb_file_name: "report.json",
      });
      assert.deepEqual(JSON.parse(String(downloaded.response["file_content"])), [
        { country: "DE", month: "2026-01", total: 449.5, orders: 2 },
        { country: "US", month: "2026-02", total: 1020, orders: 1 },
      ]);
    });

    it(`P3 the ${name} lists 21, 12 and 9 tools on the three paths`, async () => {
      const counts = { [mcpPath]: 21, [`${mcpPath}/platform`]: 12, [`${mcpPath}/pygen`]: 9 };
      for (const [path, count] of Object.entries(counts)) {
        await using client = await open(`${server.url}${path}`, server.token);
        assert.equal((await client.toolNames()).length, count);
      }
    });
  }
});
