import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { isObject } from "../src/base/json.ts";
import { listedTool } from "../src/tools/listed-tool.ts";
import { platformTools } from "../src/tools/platform/catalog.gen.ts";
import { pygenTools } from "../src/tools/pygen/catalog.gen.ts";
import { readArguments } from "../src/tools/read-arguments.ts";

const platformNames = [
  "delete_sldb_file",
  "download_sldb_file",
  "execute_pipeline",
  "get_snaplex_details",
  "import_pipeline",
  "list_sldb_files",
  "list_snaplexes",
  "move_sldb_file",
  "refresh_organizations_and_assets_cache",
  "save_user_preferences",
  "upload_sldb",
  "validate_pipeline",
];

const pygenNames = [
  "pygen_get_all_snap_names",
  "pygen_get_snap_documentation",
  "pygen_get_snap_io_info",
  "pygen_get_snap_parameters",
  "pygen_list_snaps_by_category",
  "pygen_query_pipeline_examples",
  "pygen_query_snap_examples",
  "pygen_validate_connections",
  "pygen_validate_snap_names",
];

const allTools = [...platformTools, ...pygenTools];

test("T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 the platform toolset has exactly the twelve names", () => {
  assert.deepEqual(
    platformTools.map((tool) => tool.name),
    platformNames,
  );
});

test("G1 G2 G3 G4 G5 G6 G7 G8 G9 the PyGen toolset has exactly the nine names, all read-only", () => {
  assert.deepEqual(
    pygenTools.map((tool) => tool.name),
    pygenNames,
  );
  assert.deepEqual(
    pygenTools.filter(({ annotations }) => !annotations.readOnlyHint),
    [],
  );
});

test("no name or alias stands for two tools", () => {
  const names = allTools.flatMap((tool) => [tool.name, ...tool.aliases]);
  assert.equal(new Set(names).size, names.length);
});

test("T8 T9 T10 T11 T12 the file tools have the aliases of the contract", () => {
  const aliases = platformTools.flatMap((tool) => tool.aliases);
  assert.deepEqual(aliases.toSorted(), [
    "delete_sldb",
    "download_sldb",
    "list_sldb",
    "move_sldb",
    "upload_sldb_file",
  ]);
});

for (const tool of allTools) {
  describe(tool.name, () => {
    const listed = listedTool(tool, "http");

    test("has a short snake_case name, a title and a description of at most 600 characters", () => {
      assert.match(tool.name, /^[a-z]+(_[a-z]+)*$/);
      assert.ok(tool.name.length <= 40);
      assert.ok(tool.title.length > 0);
      assert.ok(tool.description.length <= 600);
      assert.match(tool.description, /\.$/);
    });

    test("T20 says all four hints, and nothing that only reads is destructive", () => {
      assert.deepEqual(Object.keys(tool.annotations).toSorted(), [
        "destructiveHint",
        "idempotentHint",
        "openWorldHint",
        "readOnlyHint",
      ]);
      if (tool.annotations.readOnlyHint) assert.equal(tool.annotations.destructiveHint, false);
    });

    test("T13 declares the envelope as its output", () => {
      assert.deepEqual(listed.outputSchema.required, ["success", "response", "metadata"]);
    });

    test("describes every parameter in a flat schema", () => {
      for (const transport of ["http", "stdio"] as const) {
        const { inputSchema } = listedTool(tool, transport);
        assert.doesNotMatch(JSON.stringify(inputSchema), /"\$ref"|"anyOf"|"oneOf"|"allOf"/);
        const { properties } = inputSchema;
        assert.ok(isObject(properties));
        for (const [name, property] of Object.entries(properties)) {
          assert.ok(isObject(property), name);
          assert.equal(typeof property["description"], "string", name);
          assert.equal(typeof property["type"], "string", name);
        }
      }
    });

    test("T16 shows file paths on stdio only", () => {
      assert.doesNotMatch(JSON.stringify(listed), /slp_file_path|local_file_path/);
    });

    test("takes its own example", () => {
      assert.doesNotThrow(() => readArguments(tool, tool.example, "http"));
    });
  });
}

const ledger = [
  { path: "bare", tools: allTools, most: 4_500 },
  { path: "platform", tools: platformTools, most: 2_700 },
  { path: "pygen", tools: pygenTools, most: 1_800 },
];

for (const { path, tools, most } of ledger) {
  test(`T21 the list of the ${path} path costs at most ${most} tokens`, (context) => {
    const lists = tools.map((tool) => listedTool(tool, "http"));
    for (const tool of lists) {
      context.diagnostic(`${encode(JSON.stringify(tool)).length} tokens: ${tool.name}`);
    }
    const total = encode(JSON.stringify({ tools: lists })).length;
    context.diagnostic(`${total} tokens in all`);
    assert.ok(total <= most, `${total} tokens`);
  });
}
