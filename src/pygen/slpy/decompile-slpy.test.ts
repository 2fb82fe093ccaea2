import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import type { SlpSpec, SnapSpec } from "../../pipeline/slp-spec.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { readPipeline } from "../../../test/support/slp-sample.ts";
import { compileSlpy } from "./compile-slpy.ts";
import { decompileSlpy } from "./decompile-slpy.ts";

const catalogue = createCatalogue(snaps);
const mapper = "com-snaplogic-snaps-transform-datatransform";
const copy = "com-snaplogic-snaps-flow-copy";

describe("G11 decompiled text", () => {
  it("names variables after labels, each once, and never like something else", () => {
    const labels = ["Read orders", "read-orders", "Größe", "日本", "from", "p", "1st", "Expr"];
    const text = decompiled({ snaps: labels.map((label, index) => mapperOf(`s${index}`, label)) });
    assert.deepEqual(
      [...text.matchAll(/^(\w+) = TransformMapper/gm)].map(([, name]) => name),
      ["read_orders", "read_orders_2", "gro_e", "snap_3", "from_2", "p_2", "snap_1st", "expr"],
    );
  });

  it("links plain chains by a list, and others by their views", () => {
    const text = decompiled({
      snaps: [
        { id: "a", classId: copy, label: "a" },
        ...["b", "c", "d"].map((id) => mapperOf(id, id)),
      ],
      links: [
        ["a", "b", "c"],
        ["a.output1", "d"],
      ],
    });
    assert.match(text, /^p\.connect\(\[a, b, c\]\)\np\.connect\(a, d, "output1", "input0"\)\n$/m);
  });

  it("writes a class that is not known as a raw block, and says no place that is the usual one", () => {
    const text = decompiled({
      snaps: [
        {
          id: "11111111-1111-1111-1111-000000000001",
          classId: "com-example-snaps-lookup",
          version: 3,
          label: "Look up",
          settings: { table: "customers", key: { expression: "$id" }, columns: [{ name: "city" }] },
          account: { expression: "_account" },
        },
      ],
    });
    const normal = decompileSlpy(readPipeline(compiled(text)), catalogue);
    assert.equal(
      normal,
      `from slpy import Expr, Pipeline, Raw, View

p = Pipeline(label="Pipeline")

look_up = Raw(
    "com-example-snaps-lookup",
    label="Look up",
    settings={"table": "customers", "key": Expr("$id"), "columns": [{"name": "city"}]},
    execution_mode="Validate & Execute",
    outputs=[View(id="output0", type="document")],
    account=Expr("_account"),
    version=3,
)
`,
    );
  });

  it("breaks lines where they get long, and texts of several lines stay such", () => {
    const text = decompiled({
      snaps: [
        {
          id: "a",
          classId: "com-snaplogic-snaps-transform-jsongenerator",
          version: 2,
          label: "a",
          settings: { editable_content: '[\n  {"path": "C:\\\\new"}\n]' },
        },
      ],
    });
    assert.match(text, /editable_content="""\[\n {2}\{"path": "C:\\\\\\\\new"\}\n\]""",\n/);
    assert.ok(text.split("\n").every((line) => line.length <= 100));
  });

  it("states the view that would follow from one that is stated beside it", () => {
    const pipeline = readPipeline(
      buildSlp({
        snaps: [
          { ...mapperOf("a", "a"), outputs: ["output0:binary"] },
          { ...mapperOf("b", "b"), inputs: ["input0"] },
        ],
        links: [["a", "b"]],
      }),
    );
    const again = readPipeline(compiled(decompileSlpy(pipeline, catalogue)));
    assert.deepEqual(
      again.snaps.map((snap) => [snap.inputs, snap.outputs]),
      pipeline.snaps.map((snap) => [snap.inputs, snap.outputs]),
    );
  });

  it("keeps a link to a Snap that the file does not have", () => {
    const pipeline = readPipeline(
      buildSlp({ snaps: [mapperOf("a", "a")], links: [["a", "nobody"]] }),
    );
    const text = decompileSlpy(pipeline, catalogue);
    assert.match(text, /^p\.connect\(a, Missing\("nobody"\)\)$/m);
    assert.deepEqual(readPipeline(compiled(text)).links, pipeline.links);
  });
});

function mapperOf(id: string, label: string): SnapSpec {
  return { id, classId: mapper, version: 4, label };
}

function decompiled(spec: SlpSpec): string {
  return decompileSlpy(readPipeline(buildSlp(spec)), catalogue);
}

function compiled(source: string): string {
  const result = compileSlpy(source, catalogue);
  assert.ok(result.ok, JSON.stringify(result));
  return result.slp;
}
