import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import type { Pipeline } from "../../pipeline/model.ts";
import { memberAt, textOf } from "../../pipeline/tree-access.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { defaultLimits } from "../../base/limits.ts";
import { readPipeline, snapOf } from "../../../test/support/slp-sample.ts";
import { checkSlpy } from "./check-slpy.ts";
import { compileSlpy } from "./compile-slpy.ts";

const catalogue = createCatalogue(snaps);
const head = 'p = Pipeline(label="x")\n';

describe("G9 the published skeleton", () => {
  it("compiles without imports, settings or labels", () => {
    const { snaps: found, links } = compiled(`p = Pipeline(label="skeleton")
snap_0 = BinaryFileReader()
snap_1 = TransformCSVParser()
snap_2 = TransformMapper()
p.connect([snap_0, snap_1, snap_2])
`);
    assert.deepEqual(
      found.map((snap) => snap.label),
      ["File Reader", "CSV Parser", "Mapper"],
    );
    assert.equal(links.length, 2);
  });
});

describe("G11 links", () => {
  const three = `${head}a = TransformSequence()\nb = FlowCopy()\nc = TransformMapper()\nd = TransformMapper()\nu = FlowUnion()\n`;

  for (const [title, line] of [
    ["a list", "p.connect([a, b, c])"],
    ["arrows", "a > b > c"],
    ["arrows over lines", "(a\n  > b\n  > c)"],
    ["pairs", "p.connect(a, b)\np.connect(b, c)"],
    [
      "views",
      'p.connect(a, b, "output0", "input0")\np.connect(src=b, dst=c, src_view_id="output0")',
    ],
    ["types", 'p.connect(a, b, "output0", "input0", "document", "document"); b > c'],
  ] as const) {
    it(`are the same by ${title}`, () => {
      assert.deepEqual(linksOf(compiled(three + line)), [
        "link100 Sequence.output0 Copy.input0",
        "link101 Copy.output0 Mapper.input0",
      ]);
    });
  }

  it("take the views that are free, and Copy and Union grow them", () => {
    const pipeline = compiled(`${three}a > b > c > u\nb > d > u`);
    assert.deepEqual(linksOf(pipeline).slice(2), [
      "link102 Mapper.output0 Union.input0",
      "link103 Copy.output1 Mapper 2.input0",
      "link104 Mapper 2.output0 Union.input1",
    ]);
    assert.equal(snapOf(pipeline, "Copy").outputs.length, 2);
    assert.equal(snapOf(pipeline, "Union").inputs.length, 2);
  });

  it("leave a view to the link that names it", () => {
    const pipeline = compiled(`${three}a > b\nb > c\np.connect(b, d, "output0", "input0")`);
    assert.equal(linksOf(pipeline)[1], "link101 Copy.output1 Mapper.input0");
  });

  it("leave an error view, whose ids count apart", () => {
    const pipeline = compiled(`${three}a > c\np.connect(c, d, "error0", "input0")`);
    assert.deepEqual(
      snapOf(pipeline, "Mapper").outputs.map((view) => view.id),
      ["output0"],
    );
  });

  it("keep the ids and the drawing style that they are given", () => {
    const pipeline = compiled(`${three}p.connect(a, b, link_id="link101", goto=True)\nb > c`);
    assert.deepEqual(
      pipeline.links.map(({ id, isGoto }) => [id, isGoto]),
      [
        ["link101", true],
        ["link102", false],
      ],
    );
  });
});

describe("G11 views", () => {
  it("have the type of the class, or of the other end", () => {
    const pipeline = compiled(
      `${head}r = BinaryFileReader(file_path="a")\nm = TransformMapper()\nw = BinaryFileWriter(filename="b")\nr > m > w`,
    );
    const mapper = snapOf(pipeline, "Mapper");
    assert.deepEqual(
      [...mapper.inputs, ...mapper.outputs].map((view) => view.type),
      ["binary", "binary"],
    );
  });

  it("are those that the class needs when nothing is linked", () => {
    const join = snapOf(compiled(`${head}j = TransformJoin()`), "Join");
    assert.deepEqual(
      join.inputs.map((view) => view.id),
      ["input0", "input1"],
    );
    assert.equal(snapOf(compiled(`${head}m = TransformMapper()`), "Mapper").inputs.length, 0);
  });

  it("have the labels that they are given", () => {
    const source = `${head}r = FlowRouter(outputs=[View(id="output0", label="large"), View("output1", "small")])`;
    assert.deepEqual(
      snapOf(compiled(source), "Router").outputs.map((view) => view.label),
      ["large", "small"],
    );
  });
});

describe("G11 settings", () => {
  it("are values, expressions and None", () => {
    assert.deepEqual(
      settingsOf(
        'x = BinaryFileReader(file_path=Expr("_file"), retries=3, prevent_url_encoding=True, retry_interval=None)',
      ),
      [
        ["filePath", "_file", true],
        ["retries", 3, false],
        ["retryInterval", null, false],
        ["preventURLEncoding", true, false],
      ],
    );
  });

  it("that are always expressions need no Expr, and Plain takes the flag off", () => {
    assert.deepEqual(settingsOf('x = FlowFilter(filter_expression="$a")'), [
      ["filterExpression", "$a", true],
    ]);
    assert.deepEqual(settingsOf('x = FlowFilter(filter_expression=Plain("$a"))'), [
      ["filterExpression", "$a", false],
    ]);
  });

  it("that are not declared are raw: groups, tables and flags", () => {
    assert.deepEqual(
      settingsOf(
        'x = FlowCopy(raw={"__proto__": 1, "rows": [{"a": Expr(None)}], "group": {"b": -2.5}})',
      ),
      [
        ["__proto__", 1, false],
        ["rows", [{ a: { value: null, expression: true } }], false],
        ["group", { b: { value: -2.5, expression: false } }, false],
      ],
    );
  });

  for (const [literal, value] of [
    [`"a" 'b' """c"""`, "abc"],
    [`("a"\n     "b")`, "ab"],
    [`'it''s'`, "its"],
    [`"\\x41\\u00e4\\U0001F600\\101\\n\\t\\\\\\q"`, "Aä😀A\n\t\\\\q"],
    [`r"\\d+"`, "\\d+"],
    [`"""line\nline"""`, "line\nline"],
    [`"a\\\nb"`, "ab"],
    ["1_000", 1000],
    ["0x1F", 31],
    ["-1.5e3", -1500],
    ["123456789012345678901234567890", 123456789012345678901234567890n],
  ] as const) {
    it(`read the literal ${JSON.stringify(literal)}`, () => {
      const [snap] = compiled(`${head}x = FlowCopy(raw={"v": ${literal}})`).snaps;
      assert.deepEqual(snap?.settings["v"]?.value, value);
    });
  }

  it("write only executes what writes", () => {
    const pipeline = compiled(
      `${head}w = BinaryFileWriter(filename="a")\nc = FlowCopy(execution_mode="Disabled")\nd = FlowTail(execution_mode=None)`,
    );
    assert.equal(snapOf(pipeline, "File Writer").executionMode, "Execute only");
    assert.equal(snapOf(pipeline, "Copy").executionMode, "Disabled");
    assert.equal(snapOf(pipeline, "Tail").settings["execution_mode"], undefined);
  });
});

describe("G11 layout and ids", () => {
  const source = `${head}a = TransformSequence()\nb = FlowCopy()\nc = TransformMapper()\nd = TransformMapper(position=(9, 4.5))\na > b > c\nb > d`;

  it("are the same for the same text", () => {
    assert.equal(slpOf(source), slpOf(source));
    assert.deepEqual(
      compiled(source).snaps.map((snap) => snap.id.slice(-3)),
      ["001", "002", "003", "004"],
    );
  });

  it("lead from left to right, and keep given places", () => {
    const pipeline = compiled(source);
    assert.deepEqual(
      pipeline.snaps.map((snap) => placeOf(pipeline, snap.id)),
      ["1 1", "2 1", "3 1", "9 4.5"],
    );
  });

  it("end, however far out the given places are", () => {
    const far = `${head}a = FlowCopy(position=(1e308, 1e999))\nb = TransformMapper()\nc = TransformMapper()\na > b\na > c`;
    const pipeline = compiled(far);
    assert.equal(new Set(pipeline.snaps.map((snap) => placeOf(pipeline, snap.id))).size, 3);
  });

  it("put branches below each other, and end with cycles", () => {
    const pipeline = compiled(
      `${head}b = FlowCopy()\nc = TransformMapper()\nd = TransformMapper()\nb > c\nb > d\nx = FlowTail()\ny = FlowHead()\nx > y\ny > x`,
    );
    const places = pipeline.snaps.map((snap) => placeOf(pipeline, snap.id));
    assert.deepEqual(places.slice(0, 3), ["1 1", "2 1", "2 2"]);
    assert.equal(new Set(places).size, 5);
  });
});

describe("G11 the pipeline", () => {
  it("has its text at the top as its purpose, parameters, libraries and an error pipeline", () => {
    const pipeline = compiled(`"""What it is for."""
from slpy import *
p = Pipeline("x", author="ada", suspendable=True)
p.param_table = [Param("a", 5), Param(key="b", value=None, required=True)]
p.expression_libraries = [Library("../shared/names.expr")]
p.error_pipeline = Expr("_errors")
p.error_param_table = [Param("source", Expr("pipe.label"))]
`);
    assert.equal(pipeline.purpose, "What it is for.");
    assert.deepEqual(
      pipeline.parameters.map(({ key, value, required }) => [key, value, required]),
      [
        ["a", "5", false],
        ["b", null, true],
      ],
    );
    assert.equal(pipeline.imports[0]?.name, "names");
    assert.deepEqual(pipeline.errorPipeline, { value: "_errors", expression: true });
    assert.equal(pipeline.errorParameters[0]?.value.expression, true);
    assert.equal(pipeline.suspendable, true);
  });

  it("may begin with a byte order mark and end lines as Windows does", () => {
    assert.equal(
      compiled(`\uFEFF${head}a = FlowCopy()\n`.replaceAll("\n", "\r\n")).snaps.length,
      1,
    );
  });
});

describe("G11 limits", () => {
  it("refuse more bytes than `slpBytesMax` and more Snaps than `pipelineSnapsMax`", () => {
    const limits = { ...defaultLimits, slpBytesMax: 40, pipelineSnapsMax: 1 };
    const codes = (text: string): readonly string[] =>
      checkSlpy(text, catalogue, { limits }).map((finding) => finding.code);
    assert.deepEqual(codes(`${head}${" ".repeat(40)}`), ["slpy-too-large"]);
    assert.deepEqual(codes("p=Pipeline()\na=FlowCopy()\nb=FlowCopy()"), ["slpy-too-many-snaps"]);
  });

  it("report at most a hundred mistakes", () => {
    assert.equal(checkSlpy(head + "x = 1\n".repeat(500), catalogue).length, 100);
  });
});

function settingsOf(text: string): unknown {
  const [snap] = compiled(head + text).snaps;
  return Object.entries(snap?.settings ?? {})
    .filter(([key]) => key !== "execution_mode")
    .map(([key, { value, expression }]) => [key, value, expression]);
}

function slpOf(source: string): string {
  const result = compileSlpy(source, catalogue);
  assert.ok(result.ok, JSON.stringify(result));
  return result.slp;
}

function compiled(source: string): Pipeline {
  return readPipeline(slpOf(source));
}

function linksOf({ snaps: found, links }: Pipeline): readonly string[] {
  const label = (id: string): string => found.find((snap) => snap.id === id)?.label ?? id;
  return links.map(
    (link) =>
      `${link.id} ${label(link.sourceId)}.${link.sourceView} ${label(link.targetId)}.${link.targetView}`,
  );
}

function placeOf({ tree }: Pipeline, id: string): string {
  const detail = memberAt(tree, "render_map", "detail_map", id);
  return `${textOf(memberAt(detail, "grid_x_int"))} ${textOf(memberAt(detail, "grid_y_int"))}`;
}
