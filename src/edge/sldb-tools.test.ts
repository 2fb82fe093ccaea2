import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { type McpSession, openMcp, type ToolAnswer } from "../../test/support/mcp-session.ts";
import { refusalOf, responseOf } from "../../test/support/tool-checks.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`sldb tools, ${mode}`, () => {
    let served: ServedEdge;
    let session: McpSession;
    before(async () => {
      served = await serve();
      session = await openMcp(served.url, `SLToken ${served.token}`);
      await session.call("save_user_preferences", {
        default_org: "myOrg",
        default_path: "myProject",
      });
    });
    after(() => served[Symbol.asyncDispose]());

    function ok(tool: string, given: object = {}): Promise<ToolAnswer["response"]> {
      return responseOf(session, tool, given);
    }

    function refused(tool: string, given: object = {}): Promise<string> {
      return refusalOf(session, tool, given);
    }

    test("T8 T10 text and bytes come back as they were uploaded", async () => {
      const text = "id,name\n1,Zoë\n";
      const uploaded = await ok("upload_sldb", { sldb_file_name: "t8.csv", file_content: text });
      const sha256 = createHash("sha256").update(text).digest("hex");
      assert.deepEqual(uploaded, {
        path: "/myOrg/myProject/t8.csv",
        size: 15,
        sha256,
        created: true,
        overwritten: false,
      });
      const downloaded = await ok("download_sldb", { sldb_file_name: "t8.csv" });
      assert.equal(downloaded["file_content"], text);
      assert.deepEqual([downloaded["encoding"], downloaded["truncated"]], ["utf-8", false]);
      const bytes = Buffer.from([0, 255, 1, 254]).toString("base64");
      await ok("upload_sldb_file", {
        sldb_file_name: "t8.bin",
        file_content: bytes,
        encoding: "base64",
      });
      const binary = await ok("download_sldb_file", { sldb_file_name: "t8.bin" });
      assert.deepEqual([binary["file_content"], binary["encoding"]], [bytes, "base64"]);
    });

    test("T8 an existing file is kept when asked, and bad content is refused", async () => {
      const name = { sldb_file_name: "kept.txt" };
      await ok("upload_sldb", { ...name, file_content: "one" });
      const again = { ...name, file_content: "two, not base64" };
      assert.match(await refused("upload_sldb", { ...again, overwrite: false }), /already exists/);
      assert.match(await refused("upload_sldb", { ...again, encoding: "base64" }), /base64/);
      assert.match(await refused("upload_sldb", { ...name, file_content: "\ud800" }), /surrogate/);
      assert.match(
        await refused("upload_sldb", { ...name, local_file_path: "/etc/passwd" }),
        /file_content/,
      );
      assert.match(
        await refused("upload_sldb", { sldb_file_name: "../x", file_content: "a" }),
        /name/,
      );
      assert.equal((await ok("download_sldb_file", name))["file_content"], "one");
      const overwritten = await ok("upload_sldb", again);
      assert.deepEqual([overwritten["created"], overwritten["overwritten"]], [false, true]);
    });

    test("T9 files are listed by name in pages", async () => {
      for (const name of ["page-a", "page-b", "page-c"]) {
        await ok("upload_sldb", { sldb_file_name: name, file_content: name });
      }
      const names: unknown[] = [];
      let cursor: unknown;
      do {
        const page = await ok("list_sldb_files", {
          name_contains: "PAGE-",
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        });
        assert.ok(Array.isArray(page["files"]));
        names.push(...page["files"].map((file: unknown) => Reflect.get(Object(file), "name")));
        cursor = page["next_cursor"];
      } while (cursor !== undefined);
      assert.deepEqual(names, ["page-a", "page-b", "page-c"]);
    });

    test("T10 a file is read in parts that never cut a character", async () => {
      const text = "aé€𝄞".repeat(50);
      await ok("upload_sldb", { sldb_file_name: "parts.txt", file_content: text });
      let whole = "";
      let offset = 0;
      for (;;) {
        const part = await ok("download_sldb_file", {
          sldb_file_name: "parts.txt",
          offset,
          max_bytes: 7,
        });
        assert.equal(part["encoding"], "utf-8");
        whole += String(part["file_content"]);
        if (part["truncated"] === false) break;
        offset = Number(part["next_offset"]);
      }
      assert.equal(whole, text);
    });

    test("T10 the limit of one answer has a name, and bytes are not text", async () => {
      await ok("upload_sldb", {
        sldb_file_name: "x.bin",
        file_content: "/w==",
        encoding: "base64",
      });
      const file = { sldb_file_name: "x.bin" };
      assert.match(
        await refused("download_sldb_file", { ...file, max_bytes: 99_999_999 }),
        /downloadBytesMax/,
      );
      assert.match(await refused("download_sldb_file", { ...file, encoding: "utf-8" }), /base64/);
      assert.match(await refused("download_sldb_file", { sldb_file_name: "x.bim" }), /x\.bin/);
    });

    test("T11 a file moves and is renamed, and does not replace another unasked", async () => {
      await ok("upload_sldb", { sldb_file_name: "from.txt", file_content: "a" });
      await ok("upload_sldb", { sldb_file_name: "there.txt", file_content: "b" });
      const move = { sldb_file_name: "from.txt", destination_file_name: "there.txt" };
      assert.match(await refused("move_sldb_file", move), /already exists|overwrite/);
      assert.deepEqual(await ok("move_sldb", { ...move, overwrite: true }), {
        from: "/myOrg/myProject/from.txt",
        to: "/myOrg/myProject/there.txt",
      });
      assert.match(
        await refused("move_sldb_file", { sldb_file_name: "there.txt" }),
        /No destination.*destination_path/s,
      );
    });

    test("T12 a deleted file is gone", async () => {
      await ok("upload_sldb", { sldb_file_name: "gone.txt", file_content: "a" });
      const given = { sldb_file_name: "gone.txt" };
      assert.deepEqual(await ok("delete_sldb", given), { path: "/myOrg/myProject/gone.txt" });
      assert.match(await refused("delete_sldb_file", given), /gone\.txt/);
    });
  });
}
