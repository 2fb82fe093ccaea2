import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { knownSnaps } from "../snaps/known/known-snaps.ts";
import { snaps } from "../snaps/catalog.gen.ts";
import { pygenTools } from "../tools/pygen/catalog.gen.ts";
import { type McpSession, openMcp } from "../../test/support/mcp-session.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { refusalOf, responseOf } from "../../test/support/tool-checks.ts";
import { mcpPath } from "./mcp-path.ts";

/** A Snap that is known and that this build does not run, whatever the build runs by now. */
function onlyKnown(): string {
  const running = new Set(snaps.map(({ classId }) => classId));
  return knownSnaps.find(({ classId }) => !running.has(classId))?.name ?? "";
}

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`pygen tools, ${mode}`, () => {
    let served: ServedEdge;
    let session: McpSession;
    before(async () => {
      served = await serve();
      session = await openMcp(served.url, `SLToken ${served.token}`, `${mcpPath}/pygen`);
    });
    after(() => served[Symbol.asyncDispose]());

    /** The response as text, where a test looks for words. */
    async function textOf(tool: string, given: object): Promise<string> {
      return JSON.stringify(await responseOf(session, tool, given));
    }

    test("P3 the toolsets list 21, 12 and 9 tools, and each path has its own only", async () => {
      for (const [path, count] of [
        [mcpPath, 21],
        [`${mcpPath}/platform`, 12],
        [`${mcpPath}/pygen`, 9],
      ] as const) {
        const own = await openMcp(served.url, `SLToken ${served.token}`, path);
        const { tools } = await own.request("tools/list");
        assert.ok(Array.isArray(tools));
        assert.equal(tools.length, count, path);
      }
      const outcome = await session.request("tools/call", {
        name: "list_snaplexes",
        arguments: {},
      });
      assert.match(JSON.stringify(outcome), /Unknown tool/);
    });

    test("G1 every Snap name stands under its category, those that cannot run apart", async () => {
      const response = await responseOf(session, "pygen_get_all_snap_names", {});
      const text = JSON.stringify(response["snaps"]);
      for (const { name } of snaps) assert.ok(text.includes(`"${name}"`), name);
      assert.ok(JSON.stringify(response["not_implemented"]).includes(onlyKnown()));
      assert.ok(Number(response["count"]) >= 200);
    });

    test("G2 Snaps of a category, of a pack, of both, with a count", async () => {
      const parse = await responseOf(session, "pygen_list_snaps_by_category", {
        category: "Parse",
      });
      assert.match(
        JSON.stringify(parse),
        /"TransformCSVParser","label":"CSV Parser","pack":"Transform"/,
      );
      const both = await responseOf(session, "pygen_list_snaps_by_category", {
        category: "write",
        pack: "sql server",
      });
      assert.ok(Array.isArray(both["snaps"]));
      assert.equal(both["count"], both["snaps"].length);
      assert.ok(both["snaps"].length > 0);
      const refusal = await refusalOf(session, "pygen_list_snaps_by_category", {
        pack: "Snowflke",
      });
      assert.match(refusal, /Did you mean "Snowflake"/);
      await refusalOf(session, "pygen_list_snaps_by_category", { category: "cook" });
    });

    test("G3 examples come by names or by a question, with settings, documents and SLPy", async () => {
      const named = await textOf("pygen_query_snap_examples", { snap_names: ["Filter"] });
      assert.match(named, /"slpy":"FlowFilter\(filter_expression=Expr/);
      assert.match(named, /"documents_in".*"documents_out"/);
      const asked = await textOf("pygen_query_snap_examples", { query: "remove duplicate rows" });
      assert.match(asked, /TransformUnique/);
      assert.match(await refusalOf(session, "pygen_query_snap_examples", {}), /snap_names.*query/);
    });

    test("G4 complete pipelines come best first, and as many as asked for", async () => {
      const response = await responseOf(session, "pygen_query_pipeline_examples", {
        query: "join orders with customers",
        limit: 2,
      });
      assert.ok(Array.isArray(response["pipelines"]));
      assert.equal(response["pipelines"].length, 2);
      assert.match(JSON.stringify(response["pipelines"][0]), /TransformJoin\(/);
    });

    test("G5 names are valid, understood or unknown, with nearest names and parameters", async () => {
      const response = await responseOf(session, "pygen_validate_snap_names", {
        snap_names: ["TransformMapper", "TransformUnion", "If", "Xyzzy"],
        do_get_parameters: true,
      });
      assert.deepEqual(response["valid"], ["TransformMapper"]);
      assert.deepEqual(response["understood"], [
        { given: "TransformUnion", understood_as: "FlowUnion", how: "wrong pack" },
        { given: "If", understood_as: "FlowRouter", how: "word of other tools" },
      ]);
      assert.equal(response["all_valid"], false);
      assert.match(JSON.stringify(response["unknown"]), /Xyzzy/);
      assert.match(JSON.stringify(response["parameters"]), /MappingTableItem/);
    });

    test("G6 parameters come as a constructor, in three levels", async () => {
      const sizes: number[] = [];
      for (const detail of ["minimal", "standard", "full"]) {
        const text = await textOf("pygen_get_snap_parameters", { snap_names: ["Join"], detail });
        assert.match(text, /TransformJoin\.JoinPathsItem\(/);
        sizes.push(text.length);
      }
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => a - b),
      );
    });

    test("G7 G10 documentation of published names: two pages, and that REST Get is what it is", async () => {
      const text = await textOf("pygen_get_snap_documentation", {
        snap_names: ["Mapper", "JSON Formatter", "REST Get"],
      });
      assert.match(text, /# Mapper \(TransformMapper\)/);
      assert.match(text, /## Settings.*## Errors.*## Examples/);
      assert.match(text, /"given":"REST Get","understood_as":"RestGet"/);
      const missing = onlyKnown();
      const page = await textOf("pygen_get_snap_documentation", { snap_names: [missing] });
      assert.match(page, /"implemented":false.*does not implement it/);
    });

    test("G8 views come with counts and types", async () => {
      const response = await responseOf(session, "pygen_get_snap_io_info", {
        snap_names: ["FlowRouter", "TransformMapper", "JSON Formatter"],
      });
      assert.deepEqual(response["snaps"], [
        {
          name: "FlowRouter",
          inputs: { min: 1, max: 1, type: "document" },
          outputs: { min: 1, max: null, type: "document" },
        },
        {
          name: "TransformMapper",
          inputs: { min: 0, max: 1, type: "document+binary" },
          outputs: { min: 1, max: 1, type: "document+binary" },
        },
        {
          name: "TransformJSONFormatter",
          inputs: { min: 1, max: 1, type: "document" },
          outputs: { min: 1, max: 1, type: "binary" },
        },
      ]);
    });

    test("G9 the published skeleton is valid, and TransformUnion is refused with FlowUnion", async () => {
      const skeleton =
        "p = Pipeline()\nsnap_0 = BinaryFileReader()\nsnap_1 = TransformCSVParser()\nsnap_2 = TransformMapper()\np.connect([snap_0, snap_1, snap_2])";
      const valid = await responseOf(session, "pygen_validate_connections", {
        skeleton_slpy: skeleton,
      });
      assert.equal(valid["status"], "valid");
      const refused = await responseOf(session, "pygen_validate_connections", {
        skeleton_slpy: skeleton.replace("TransformMapper", "TransformUnion"),
      });
      assert.equal(refused["status"], "invalid");
      assert.match(JSON.stringify(refused["errors"]), /"line":4.*FlowUnion/);
    });

    test("G5 G6 G7 G8 names may come as a list, as one text, as JSON text", async () => {
      for (const snap_names of [["Mapper", "Sort"], "Mapper, Sort", '["Mapper","Sort"]']) {
        const text = await textOf("pygen_get_snap_io_info", { snap_names });
        assert.match(text, /TransformMapper.*TransformSort/);
      }
      assert.match(await refusalOf(session, "pygen_get_snap_io_info", { snap_names: [] }), /empty/);
      const many = Array.from({ length: 101 }, () => "Mapper");
      assert.match(await refusalOf(session, "pygen_get_snap_io_info", { snap_names: many }), /100/);
    });

    test("T21 default answers of PyGen stay under 8,000 tokens, full ones under 20,000", async (context) => {
      const every = [...snaps, ...knownSnaps].map(({ name }) => name).slice(0, 100);
      const own = snaps.map(({ name }) => name);
      const skeleton = `p = Pipeline()\n${own.map((name, at) => `s${at} = ${name}()`).join("\n")}\n${own.map((_, at) => `s${at} > nothing${at}`).join("\n")}`;
      const greedy: readonly (readonly [string, object, number])[] = [
        ["pygen_get_all_snap_names", {}, 8_000],
        ["pygen_list_snaps_by_category", {}, 8_000],
        ["pygen_query_snap_examples", { snap_names: own }, 8_000],
        ["pygen_query_snap_examples", { query: "everything about files and documents" }, 8_000],
        ["pygen_query_pipeline_examples", { query: "join csv files", limit: 10 }, 8_000],
        ["pygen_validate_snap_names", { snap_names: every, do_get_parameters: true }, 8_000],
        ["pygen_validate_snap_names", { snap_names: every.map((name) => `${name}q`) }, 8_000],
        ["pygen_get_snap_parameters", { snap_names: own }, 8_000],
        ["pygen_get_snap_documentation", { snap_names: every }, 8_000],
        ["pygen_get_snap_documentation", { snap_names: own, detail: "full" }, 20_000],
        ["pygen_get_snap_parameters", { snap_names: own, detail: "full" }, 20_000],
        ["pygen_get_snap_io_info", { snap_names: every }, 8_000],
        ["pygen_validate_connections", { skeleton_slpy: skeleton }, 8_000],
      ];
      for (const [tool, given, most] of greedy) {
        const answer = await session.call(tool, given);
        const count = encode(JSON.stringify({ response: answer.response })).length;
        context.diagnostic(`${count} tokens: ${tool}`);
        assert.ok(count <= most, `${tool}: ${count} tokens`);
      }
    });

    test("T20 T13 every PyGen tool answers its own example", async () => {
      for (const tool of pygenTools) await responseOf(session, tool.name, tool.example);
    });

    test("G12 P3 the prompt build_pipeline takes a goal, and is gone with PyGen", async () => {
      const { messages } = await session.request("prompts/get", {
        name: "build_pipeline",
        arguments: { goal: "Report revenue per month" },
      });
      assert.match(JSON.stringify(messages), /Goal: Report revenue per month/);
      await using unwired = await serve({ pygen: false });
      const bare = await openMcp(unwired.url, `SLToken ${unwired.token}`);
      const { prompts } = await bare.request("prompts/list");
      assert.doesNotMatch(JSON.stringify(prompts), /build_pipeline/);
    });
  });
}
