import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../base/finding.ts";
import {
  assertFinding,
  classes,
  filter,
  lint,
  onlyFinding,
} from "../../../test/support/lint-sample.ts";
import type { SettingSpec, SlpSpec } from "../slp-spec.ts";

test("a syntax error is placed in the setting, at the character", () => {
  const finding = onlyFinding(filterBy("$price > (10"));
  assert.deepEqual(
    { ...finding.place, span: undefined },
    { snapId: "filter", snapLabel: "Keep", setting: "filterExpression", span: undefined },
  );
  assert.ok(finding.place.span !== undefined && finding.place.span.start >= 9);
  assert.equal(finding.severity, "error");
});

test("a parameter that the pipeline does not declare is found with the nearest one", () => {
  assertFinding(onlyFinding({ ...filterBy("$price > _minimun"), parameters: { minimum: "1" } }), {
    code: "expression-unknown-parameter",
    place: {
      snapId: "filter",
      snapLabel: "Keep",
      setting: "filterExpression",
      span: { start: 9, end: 17 },
    },
    says: /_minimum/,
    fix: "_minimum",
  });
  assert.deepEqual(lint({ ...filterBy("$price > _minimum"), parameters: { minimum: "1" } }), []);
});

test("a library that the pipeline does not import is found", () => {
  const finding = onlyFinding({
    ...filterBy("lib.dats.today()"),
    imports: { dates: "../shared/d.expr" },
  });
  assert.match(finding.code, /^expression-/);
  assert.deepEqual(
    lint({ ...filterBy("lib.dates.today()"), imports: { dates: "../shared/d.expr" } }),
    [],
  );
});

test("cells of a table inside a group are placed by row and column", () => {
  const rows = [
    { expression: { expression: "$a" }, targetPath: "$b" },
    { expression: { expression: "" }, targetPath: null },
    { expression: { expression: "$a +" }, targetPath: "$c" },
    { expression: { expression: "$a" }, targetPath: "$c[" },
  ];
  const findings = mapWith({ mappingTable: rows });
  assert.deepEqual(
    findings.map((finding) => finding.place.setting),
    ["transformations.mappingTable[2].expression", "transformations.mappingTable[3].targetPath"],
  );
});

test("a JSONPath may hold expressions about `value`, and wrong ones are placed inside the path", () => {
  assert.deepEqual(mapWith({ mappingRoot: "$items[?(value.price > 10)]" }), []);
  const [finding] = mapWith({ mappingRoot: "$items[?(valu.price > 10)]" });
  assert.equal(finding?.code, "expression-unknown-name");
  assert.deepEqual(finding.place.span, { start: 9, end: 13 });
});

test("`$` is refused where a setting is evaluated before the first document", () => {
  const settings = { delimiter: { expression: "$delimiter" } };
  const parser = {
    id: "parse",
    label: "Parse",
    classId: classes.csvParser,
    inputs: ["input0:binary"],
    settings,
  };
  assertFinding(onlyFinding({ snaps: [parser] }), {
    code: "expression-document-not-allowed",
    place: {
      snapId: "parse",
      snapLabel: "Parse",
      setting: "delimiter",
      span: { start: 0, end: 1 },
    },
    says: /`\$` has no value then/,
  });
});

test("text that is flagged where no expression is evaluated is plain text", () => {
  const settings = { editable_content: { expression: "[ { not an expression" } };
  const snap = { id: "gen", label: "Orders", classId: classes.generator, settings };
  assert.deepEqual(lint({ snaps: [snap] }), []);
});

test("settings of the pipeline and accounts are checked too", () => {
  const spec: SlpSpec = {
    snaps: [
      {
        id: "gen",
        label: "Orders",
        classId: classes.generator,
        account: { expression: "_acount" },
      },
    ],
    parameters: { account: "../shared/a" },
    errorPipeline: { expression: "'../shared/' +" },
    errorParameters: { from: { expression: "$label" } },
  };
  assert.deepEqual(
    lint(spec).map(({ place }) => [place.snapId, place.setting]),
    [
      [undefined, "error_param_table[0].value"],
      [undefined, "error_pipeline"],
      ["gen", "account.account_ref"],
    ],
  );
});

test("a disabled Snap's expressions are warnings", () => {
  const disabled = { ...filter, mode: "Disabled" as const, settings: { filterExpression: "$a +" } };
  assert.equal(onlyFinding({ snaps: [disabled] }).severity, "warning");
});

function filterBy(filterExpression: string): SlpSpec {
  return {
    snaps: [{ ...filter, settings: { filterExpression: { expression: filterExpression } } }],
  };
}

function mapWith(transformations: Readonly<Record<string, SettingSpec>>): readonly Finding[] {
  return lint({
    snaps: [{ id: "map", label: "Map", classId: classes.mapper, settings: { transformations } }],
  });
}
