import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { printJson } from "../base/json.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import { platformTools } from "../tools/platform/catalog.gen.ts";
import { type McpSession, openMcp, type ToolAnswer } from "../../test/support/mcp-session.ts";
import { refusalOf, responseOf } from "../../test/support/tool-checks.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";

function slp(label: string, content = '[{"id": 1}, {"id": 2}]'): string {
  return buildSlp({
    label,
    snaps: [
      {
        id: "rows",
        classId: "com-snaplogic-snaps-transform-jsongenerator",
        settings: { editable_content: content },
      },
    ],
  });
}

function inProject(tool: string): object {
  return tool === "list_snaplexes" ? {} : { project_path: "myProject" };
}

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`platform tools, ${mode}`, () => {
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

    function fresh(): Promise<McpSession> {
      return openMcp(served.url, `SLToken ${served.token}`);
    }

    function ok(tool: string, given: object = {}, on = session): Promise<ToolAnswer["response"]> {
      return responseOf(on, tool, given);
    }

    function refused(tool: string, given: object = {}, on = session): Promise<string> {
      return refusalOf(on, tool, given);
    }

    test("T1 preferences are checked, kept and shown", async () => {
      const own = await fresh();
      const saved = await ok(
        "save_user_preferences",
        { default_org: "myOrg", default_path: "myProject", snaplex_path: "myOrg/rt/local/dev" },
        own,
      );
      const all = {
        default_org: "myOrg",
        default_path: "myProject",
        snaplex_path: "myOrg/rt/local/dev",
      };
      assert.deepEqual(saved, all);
      assert.deepEqual(await ok("save_user_preferences", {}, own), all);
      const cleared = await ok("save_user_preferences", { default_path: "" }, own);
      assert.deepEqual(cleared, { ...all, default_path: null });
    });

    test("T1 an unknown org, project or Snaplex is an error and changes nothing", async () => {
      const own = await fresh();
      await ok("save_user_preferences", { default_org: "myOrg" }, own);
      assert.match(
        await refused("save_user_preferences", { default_org: "nowhere" }, own),
        /nowhere/,
      );
      assert.match(
        await refused("save_user_preferences", { default_path: "nowhere" }, own),
        /nowhere/,
      );
      assert.match(
        await refused("save_user_preferences", { snaplex_path: "myOrg/rt/no/where" }, own),
        /myOrg\/rt\/local\/dev/,
      );
      assert.deepEqual(await ok("save_user_preferences", {}, own), {
        default_org: "myOrg",
        default_path: null,
        snaplex_path: null,
      });
    });

    test("T18 preferences belong to one session and end with it", async () => {
      const other = await fresh();
      assert.deepEqual(await ok("save_user_preferences", {}, other), {
        default_org: null,
        default_path: null,
        snaplex_path: null,
      });
    });

    test("T2 the refresh counts what the caller sees", async () => {
      const counts = await ok("refresh_organizations_and_assets_cache");
      assert.equal(counts["organizations"], 1);
      assert.ok(Number(counts["projects"]) >= 1 && Number(counts["assets"]) >= 2);
    });

    test("T3 the Snaplexes of the org are listed with their runtime path ids", async () => {
      const { snaplexes } = await ok("list_snaplexes");
      assert.ok(Array.isArray(snaplexes));
      assert.equal(snaplexes.length, 1);
      assert.equal(Reflect.get(Object(snaplexes[0]), "runtime_path_id"), "myOrg/rt/local/dev");
      assert.equal(Reflect.get(Object(snaplexes[0]), "status"), "up");
    });

    test("T4 a Snaplex shows its health and nodes, by either name of its path", async () => {
      for (const given of [
        { snaplex_path: "myOrg/rt/local/dev" },
        { runtime_path_id: "myOrg/rt/local/dev" },
      ]) {
        const details = await ok("get_snaplex_details", given, await fresh());
        assert.equal(details["health"], "healthy");
        assert.ok(Array.isArray(details["nodes"]) && details["nodes"].length === 1);
      }
    });

    test("T5 T17 importing creates, refuses a duplicate, overwrites in place", async () => {
      const first = await ok("import_pipeline", { slp_content: slp("Imported") });
      assert.equal(first["pipeline_name"], "Imported");
      assert.equal(first["path"], "/myOrg/myProject/Imported");
      assert.deepEqual(
        [first["created"], first["overwritten"], first["version"]],
        [true, false, 1],
      );
      const text = await refused("import_pipeline", { slp_content: slp("Imported") });
      assert.match(text, /already exists.*duplicate_check.*(name|label)/s);
      const second = await ok("import_pipeline", {
        slp_content: Buffer.from(slp("Imported", "[]")).toString("base64"),
        slp_encoding: "base64",
        duplicate_check: false,
      });
      assert.equal(second["snode_id"], first["snode_id"]);
      assert.deepEqual(
        [second["created"], second["overwritten"], second["version"]],
        [false, true, 2],
      );
    });

    test("T5 a pipeline can be named otherwise than its label", async () => {
      const named = await ok("import_pipeline", {
        slp_content: slp("Label"),
        pipeline_name: "Named",
      });
      assert.equal(named["path"], "/myOrg/myProject/Named");
    });

    test("T5 T16 a broken SLP is refused with its place, and nothing is stored", async () => {
      assert.match(await refused("import_pipeline", { slp_content: '{"snap_map": ' }), /JSON/);
      assert.match(await refused("import_pipeline", { slp_content: "broken.slp" }), /holds a path/);
      assert.match(
        await refused("import_pipeline", { slp_file_path: "/tmp/broken.slp" }),
        /slp_content/,
      );
      assert.match(await refused("validate_pipeline", { pipeline_name: "broken" }), /broken/);
    });

    test("T6 a stored and an inline pipeline validate, full shows documents", async () => {
      const stored = await ok("validate_pipeline", {
        pipeline_path: "/myOrg/myProject/myPipeline",
      });
      assert.equal(stored["state"], "Completed", JSON.stringify(stored));
      assert.equal(stored["error_count"], 0);
      const full = await ok("validate_pipeline", { slp_content: slp("Inline"), detail: "full" });
      assert.equal(full["state"], "Completed", JSON.stringify(full));
      assert.match(JSON.stringify(full["output_views"]), /"documents":\[\{"id":1\},\{"id":2\}\]/);
      const summary = await ok("validate_pipeline", { slp_content: slp("Inline") });
      assert.doesNotMatch(JSON.stringify(summary), /"documents":\[/);
    });

    test("T6 a pipeline that cannot run says which Snap and what to do", async () => {
      const broken = slp("Broken").replaceAll("jsongenerator", "jsongeneratr");
      const answer = await ok("validate_pipeline", { slp_content: broken });
      assert.equal(answer["state"], "Failed");
      assert.ok(Number(answer["error_count"]) > 0);
      assert.match(JSON.stringify(answer["findings"]), /jsongenerator/);
    });

    test("T7 a run tells its counts and its first output documents", async () => {
      const run = await ok("execute_pipeline", { slp_content: slp("Inline run") });
      assert.equal(run["state"], "Completed", JSON.stringify(run));
      assert.match(String(run["ruuid"]), /^[0-9a-f]{24}_[0-9a-f-]{36}$/);
      assert.deepEqual(Object.values(Object(run["outputs"])), [[{ id: 1 }, { id: 2 }]]);
      assert.ok(Array.isArray(run["snaps"]) && run["snaps"].length === 1);
    });

    test("T7 without waiting the run is named at once", async () => {
      const run = await ok("execute_pipeline", { slp_content: slp("No wait"), wait: false });
      assert.match(String(run["state"]), /Queued|Prepared|NoUpdate|Started|Completed/);
    });

    test("T7 exactly one pipeline has to be named", async () => {
      assert.match(await refused("execute_pipeline"), /No pipeline was named.*pipeline_path/s);
      assert.match(
        await refused("execute_pipeline", { pipeline_path: "/a/b/c", slp_content: "{}" }),
        /More than one/,
      );
    });

    test("T15 a path is /org/project/name", async () => {
      const text = await refused("execute_pipeline", { pipeline_path: "myPipeline" });
      assert.match(text, /not a full path.*\/myOrg\/myProject\/myPipeline/s);
      const absent = await refused("execute_pipeline", {
        pipeline_path: "/myOrg/myProject/myPipelin",
      });
      assert.match(absent, /myPipeline/);
    });

    test("T13 a failed call is an envelope too, with the tool, org and request id", async () => {
      const { result, metadata } = await session.call("download_sldb_file", {
        sldb_file_name: "no",
      });
      assert.equal(result["isError"], true);
      assert.equal(metadata["tool"], "download_sldb_file");
      assert.equal(metadata["org"], "myOrg");
      assert.match(String(metadata["request_id"]), /^[0-9a-f-]{36}$/);
    });

    test("T13 every call leaves a line in the audit", async () => {
      const { metadata } = await session.call("list_sldb_files");
      const failed = await session.call("download_sldb_file", { sldb_file_name: "no" });
      const operator = await served.control.identity.operator();
      const records = await served.control.audit.list(operator, { org: "myOrg" });
      const of = (answer: ToolAnswer["metadata"]) =>
        records.find((record) => record.requestId === answer["request_id"]);
      assert.equal(of(metadata)?.outcome, "ok");
      assert.equal(of(failed.metadata)?.outcome, "not-found");
      assert.equal(of(failed.metadata)?.action, "download_sldb_file");
    });

    const needOrg: readonly (readonly [string, object])[] = [
      ["list_snaplexes", {}],
      ["import_pipeline", { slp_content: slp("x") }],
      ["validate_pipeline", { pipeline_name: "x" }],
      ["execute_pipeline", { pipeline_name: "x" }],
      ["upload_sldb", { sldb_file_name: "x", file_content: "x" }],
      ["list_sldb_files", {}],
      ["download_sldb_file", { sldb_file_name: "x" }],
      ["move_sldb_file", { sldb_file_name: "x", destination_file_name: "y" }],
      ["delete_sldb_file", { sldb_file_name: "x" }],
    ];

    test("T14 tools without an org say so and how to mend it", async () => {
      const own = await fresh();
      for (const [tool, given] of needOrg) {
        const { response } = await own.call(tool, given);
        assert.equal(response["error"], "Organization is required", tool);
        assert.match(String(response["resolution"]), /save_user_preferences/);
      }
    });

    test("T14 a project path that begins with the org is refused with the right value", async () => {
      const text = await refused("list_sldb_files", { project_path: "myOrg/myProject" });
      assert.match(text, /myProject/);
    });

    test("T20 tools that say they only read change no counts and no files", async () => {
      const before_ = await whatIsThere();
      for (const tool of platformTools.filter(({ annotations }) => annotations.readOnlyHint)) {
        await session.call(tool.name, tool.example);
      }
      assert.equal(await whatIsThere(), before_);
    });

    test("T21 default answers stay under 8,000 tokens", async () => {
      await ok("upload_sldb", {
        sldb_file_name: "digits.csv",
        file_content: Array.from({ length: 30_000 }, (_, id) => `${id * 7919},x`).join("\n"),
      });
      await ok("upload_sldb", {
        sldb_file_name: "noise.bin",
        file_content: createHash("shake256", { outputLength: 60_000 }).update("x").digest("base64"),
        encoding: "base64",
      });
      for (let id = 0; id < 120; id++) {
        await ok("upload_sldb", {
          sldb_file_name: `file-${id}-${"n".repeat(30)}`,
          file_content: "x",
        });
      }
      const wide = printJson(
        Array.from({ length: 500 }, (_, id) => ({ id, text: "lorem ipsum ".repeat(40) })),
      );
      const snaps = Array.from({ length: 300 }, (_, id) => ({
        id: `s${id}`,
        classId: "com-snaplogic-snaps-transform-nothing",
      }));
      const answers = [
        await session.call("download_sldb_file", { sldb_file_name: "digits.csv" }),
        await session.call("download_sldb_file", { sldb_file_name: "noise.bin" }),
        await session.call("list_sldb_files"),
        await session.call("execute_pipeline", { slp_content: slp("Wide", wide) }),
        await session.call("validate_pipeline", { slp_content: slp("Wide", wide) }),
        await session.call("validate_pipeline", {
          slp_content: buildSlp({ label: "Many", snaps }),
        }),
        await session.call("import_pipeline", { slp_content: buildSlp({ label: "Many", snaps }) }),
      ];
      for (const { metadata, response, success } of answers) {
        assert.equal(success, true, JSON.stringify(response));
        const tokens = encode(JSON.stringify({ success, response, metadata })).length;
        assert.ok(tokens <= 8_000, `${String(metadata["tool"])}: ${tokens} tokens`);
      }
      assert.equal(answers[0]?.response["truncated"], true);
      assert.equal(typeof answers[2]?.response["next_cursor"], "string");
    });

    test("T22 an org of others answers as one that does not exist", async () => {
      const operator = await served.control.identity.operator();
      const user = { name: "eve", password: "a long password of eve", admin: false };
      await served.control.identity.createUser(operator, user);
      const { token } = await served.control.identity.createToken(operator, "eve");
      const eve = await openMcp(served.url, `SLToken ${token}`);
      for (const [tool, given] of needOrg) {
        const hidden = await refused(tool, { ...given, org: "myOrg", ...inProject(tool) }, eve);
        const absent = await refused(tool, { ...given, org: "noOrg", ...inProject(tool) }, eve);
        assert.equal(hidden.replaceAll("myOrg", "noOrg"), absent, tool);
      }
      const hidden = await refused("execute_pipeline", { pipeline_path: "/myOrg/p/x" }, eve);
      const absent = await refused("execute_pipeline", { pipeline_path: "/noOrg/p/x" }, eve);
      assert.equal(hidden.replaceAll("myOrg", "noOrg"), absent);
    });

    async function whatIsThere(): Promise<string> {
      return JSON.stringify([
        await ok("refresh_organizations_and_assets_cache"),
        await ok("list_sldb_files", { limit: 1000 }),
      ]);
    }
  });
}
