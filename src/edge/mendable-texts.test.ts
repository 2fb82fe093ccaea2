import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { type McpSession, openMcp } from "../../test/support/mcp-session.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import { type ServedEdge, serveEdge } from "../../test/support/serve-edge.ts";
import { refusalOf, responseOf } from "../../test/support/tool-checks.ts";

let served: ServedEdge;
let session: McpSession;
before(async () => {
  served = await serveEdge();
  session = await openMcp(served.url, `SLToken ${served.token}`);
});
after(() => served[Symbol.asyncDispose]());

const where = { org: "myOrg", project_path: "myProject" };

test("T16 a path sent as the content of the file that it names is refused, any other line is content", async () => {
  const file = { ...where, sldb_file_name: "orders.txt" };
  for (const path of ["./orders.txt", "/home/me/orders.txt", "C:\\data\\orders.txt"]) {
    const text = await refusalOf(session, "upload_sldb", { ...file, file_content: path });
    assert.match(text, /holds a path.*send its content as `file_content`/s);
  }
  for (const line of ["orders.txt", "/home/me/other.txt", "a\n./orders.txt"]) {
    const { size } = await responseOf(session, "upload_sldb", { ...file, file_content: line });
    assert.equal(size, Buffer.byteLength(line));
  }
});

test("T11 T14 a destination that begins with the org is answered with the right destination", async () => {
  await responseOf(session, "upload_sldb", { ...where, sldb_file_name: "a", file_content: "a" });
  const move = { ...where, sldb_file_name: "a", destination_path: "/myOrg/shared" };
  assert.match(
    await refusalOf(session, "move_sldb_file", move),
    /Pass "destination_path": "shared"/,
  );
});

test("T15 a path that is too short is answered with the whole one", async () => {
  for (const [given, more] of [
    ["myPipeline", where],
    ["myProject/myPipeline", {}],
  ] as const) {
    const text = await refusalOf(session, "execute_pipeline", { pipeline_path: given, ...more });
    assert.match(text, /Pass "pipeline_path": "\/myOrg\/myProject\/myPipeline"/);
  }
});

test("T9 T10 T21 the most that can be asked for stays under 25,000 tokens and says how to go on", async () => {
  const content = Array.from({ length: 30_000 }, (_, id) => `${id * 7919},x`).join("\n");
  const file = { ...where, sldb_file_name: "digits.csv" };
  await responseOf(session, "upload_sldb", { ...file, file_content: content });
  for (let id = 0; id < 110; id++) {
    const sldb_file_name = `${id}-${"名".repeat(70)}`;
    await responseOf(session, "upload_sldb", { ...where, sldb_file_name, file_content: "x" });
  }
  for (const encoding of ["utf-8", "base64"]) {
    const part = await session.call("download_sldb_file", {
      ...file,
      encoding,
      max_bytes: 1_000_000,
    });
    assert.ok(encode(JSON.stringify(part.response)).length < 25_000);
    assert.equal(part.response["truncated"], true);
    assert.equal(typeof part.response["next_offset"], "number");
  }
  const seen = new Set<unknown>();
  for (let cursor: unknown; ;) {
    const asked = { ...where, limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
    const page = await responseOf(session, "list_sldb_files", asked);
    assert.ok(encode(JSON.stringify(page)).length < 25_000);
    assert.ok(Array.isArray(page["files"]) && page["files"].length > 0);
    for (const one of page["files"]) seen.add(Reflect.get(Object(one), "name"));
    cursor = page["next_cursor"];
    if (cursor === undefined) break;
  }
  assert.ok(seen.size >= 112, `${seen.size} files`);
});

test("T6 T21 wide documents do not push out what is said of the Snaps", async () => {
  const rows = Array.from({ length: 50 }, (_, id) => ({ id, text: `lorem ${id} `.repeat(60) }));
  const snaps = ["one", "two", "three"].map((id) => ({
    id,
    classId: "com-snaplogic-snaps-transform-jsongenerator",
    settings: { editable_content: JSON.stringify(rows) },
  }));
  const slp_content = buildSlp({ label: "wide", snaps });
  for (const detail of ["summary", "full"]) {
    const given = { ...where, slp_content, detail };
    const answer = await responseOf(session, "validate_pipeline", given);
    assert.equal(answer["state"], "Completed");
    assert.ok(Array.isArray(answer["snap_statuses"]) && answer["snap_statuses"].length === 3);
    assert.ok(encode(JSON.stringify(answer)).length < (detail === "full" ? 25_000 : 8_000));
  }
});
