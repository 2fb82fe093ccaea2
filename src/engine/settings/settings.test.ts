import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import type { Finding } from "../../base/finding.ts";
import { setOwn } from "../../base/json.ts";
import type { Scope } from "../../expr/scope.ts";
import type { SettingRow, SettingValue } from "../../pipeline/model.ts";
import type { Setting } from "../setting.ts";
import { character } from "./character.ts";
import { choice } from "./choice.ts";
import { expression } from "./expression.ts";
import { flag } from "./flag.ts";
import { integer, integerPerDocument } from "./integer.ts";
import { field, path } from "./path.ts";
import { group, table } from "./table.ts";
import { editor, text, textPerDocument } from "./text.ts";

const help = "Help.";
const literal = (value: SettingValue["value"]): SettingValue => ({ value, expression: false });
const computed = (value: string): SettingValue => ({ value, expression: true });

function bind<T>(
  setting: Setting<T>,
  value: SettingValue | undefined,
  nullSafe = false,
): { readonly bound: T; readonly findings: readonly Finding[] } {
  const scope: Scope = {
    parameters: { n: "3", none: null, word: "TAB" },
    pipe: {},
    snap: {},
    task: {},
    lib: {},
    now: () => 0,
    random: () => 0.5,
    limits: defaultLimits,
  };
  const findings: Finding[] = [];
  const bound = setting.bind(value, {
    scope,
    nullSafe,
    place: { snapId: "snap", snapLabel: "Snap", setting: "key" },
    report: (finding) => findings.push(finding),
  });
  return { bound, findings };
}

function well<T>(setting: Setting<T>, value: SettingValue | undefined): T {
  const { bound, findings } = bind(setting, value);
  assert.deepEqual(findings, []);
  return bound;
}

function place(setting: Setting<unknown>, value: SettingValue): string | undefined {
  const { findings } = bind(setting, value);
  assert.equal(findings.length, 1);
  assert.equal(findings[0]?.severity, "error");
  assert.equal(findings[0]?.place.snapLabel, "Snap");
  return findings[0]?.place.setting;
}

describe("a whole number", () => {
  const setting = integer({ help, default: 7, minimum: 1, maximum: 10 });
  it("is a number, or a number as text, or an expression with parameters", () => {
    assert.equal(well(setting, literal(4)), 4);
    assert.equal(well(setting, literal(4n)), 4);
    assert.equal(well(setting, literal(" 4 ")), 4);
    assert.equal(well(setting, computed("_n * 2")), 6);
    assert.equal(well(setting, computed("parseInt(_n) + 1")), 4);
  });
  it("is the default when it is unset, null or blank", () => {
    for (const value of [undefined, literal(null), literal(""), computed(""), computed("_none")])
      assert.equal(well(setting, value), 7);
  });
  it("is a finding when it is anything else", () => {
    for (const wrong of ["four", 1.5, 0, 11, true, "1.5", " "])
      assert.equal(place(setting, literal(wrong)), "key");
    assert.equal(place(setting, computed("$n")), "key");
    assert.equal(place(setting, computed("_n +")), "key");
    assert.equal(place(setting, computed("null.x")), "key");
  });
  it("may be computed for each document, and stays within its bounds", () => {
    const perDocument = integerPerDocument({ help, default: 7, minimum: 1, maximum: 10 });
    const evaluate = well(perDocument, computed("$n"));
    const given = [2, "3", 99, null, "x", true, [5]];
    assert.deepEqual(
      given.map((n) => evaluate({ n })),
      [2, 3, 10, 7, 7, 7, 7],
    );
    assert.equal(well(perDocument, literal("5"))({}), 5);
  });
});

describe("a flag", () => {
  const setting = flag({ help, default: true });
  it("is a boolean, or its name as text, or an expression", () => {
    assert.equal(well(setting, literal(false)), false);
    assert.equal(well(setting, literal(" False ")), false);
    assert.equal(well(setting, computed("_n == 4")), false);
  });
  it("is the default when it is unset, null or blank", () => {
    for (const value of [undefined, literal(null), literal("")])
      assert.equal(well(setting, value), true);
  });
  it("is a finding when it is anything else", () => {
    assert.equal(place(setting, literal("yes")), "key");
    assert.equal(place(setting, literal(1)), "key");
  });
});

describe("a choice", () => {
  const setting = choice({ help, options: ["Inner", "Left outer"], default: "Inner" });
  it("is one of its words, in any case", () => {
    assert.equal(well(setting, literal("LEFT OUTER ")), "Left outer");
    assert.equal(well(setting, undefined), "Inner");
    assert.equal(well(setting, computed("'Left' + ' outer'")), "Left outer");
  });
  it("names the nearest word for a wrong one", () => {
    const { findings } = bind(setting, literal("Left outter"));
    assert.match(findings[0]?.reason ?? "", /"Left outer"/);
  });
});

describe("text", () => {
  it("is a literal, a number as text, or an expression with parameters", () => {
    const setting = text({ help, default: "d" });
    assert.equal(well(setting, literal("a")), "a");
    assert.equal(well(setting, literal(1)), "1");
    assert.equal(well(setting, computed("'a' + _n")), "a3");
    for (const value of [undefined, literal(null), literal(""), computed("_none")])
      assert.equal(well(setting, value), "d");
    assert.equal(place(setting, computed("$a")), "key");
  });
  it("may be computed for each document", () => {
    const setting = textPerDocument({ help });
    assert.equal(well(setting, computed("$a + _n"))({ a: "x" }), "x3");
    assert.equal(well(setting, literal("$a"))({ a: "x" }), "$a");
    assert.equal(well(setting, computed("$a"))({ a: null }), "");
    assert.throws(() => well(setting, computed("$b"))({ a: 1 }), { name: "EvaluationFailure" });
  });
  it("of an editor is never an expression", () => {
    assert.equal(well(editor({ help }), computed("$a +")), "$a +");
  });
});

describe("a character", () => {
  const setting = character({ help, default: '"' });
  it("is one, or none, or the default", () => {
    assert.equal(well(setting, literal("'")), "'");
    assert.equal(well(setting, literal("")), "");
    assert.equal(well(setting, literal(null)), '"');
    assert.equal(place(setting, literal("ab")), "key");
  });
});

describe("an expression", () => {
  it("is one whatever its flag says, also as a number", () => {
    const setting = expression({ help, required: true });
    assert.equal(well(setting, literal("$a + 1"))({ a: 1 }), 2);
    assert.equal(well(setting, literal(5))({}), 5);
  });
  it("is the default when blank, and nothing without one", () => {
    assert.equal(well(expression({ help, default: "true" }), literal(" "))({}), true);
    assert.equal(well(expression({ help }), undefined), undefined);
  });
  it("may be kept from looking at the document", () => {
    assert.equal(place(expression({ help, reach: "parameters" }), computed("$a")), "key");
  });
  it("reads a missing path as null only when the Snap says so", () => {
    const setting = expression({ help, required: true });
    assert.equal(bind(setting, computed("$a.b"), true).bound({}), null);
    assert.throws(() => bind(setting, computed("$a.b"), false).bound({}), {
      name: "EvaluationFailure",
    });
  });
});

describe("a path", () => {
  it("is a JSONPath, or computed from parameters", () => {
    assert.equal(well(path({ help }), literal("$a.b"))?.readOne({ a: { b: 1 } }), 1);
    assert.equal(well(path({ help }), computed("'$a.b' + _n"))?.readOne({ a: { b3: 1 } }), 1);
    assert.equal(well(path({ help }), undefined), undefined);
    assert.equal(
      well(path({ help, default: "$" }), literal("")).readOne({ a: 1 }) !== undefined,
      true,
    );
  });
  it("is a finding when it does not parse or cannot be computed", () => {
    assert.equal(place(path({ help }), literal("$a[")), "key");
    assert.equal(place(path({ help }), computed("null.x")), "key");
  });
  it("of a field reads the document, or computes from it", () => {
    assert.equal(well(field({ help }), literal("$a"))?.({ a: 1 }), 1);
    assert.equal(well(field({ help }), literal("$b"))?.({ a: 1 }), undefined);
    assert.equal(well(field({ help }), computed("$a + 1"))?.({ a: 1 }), 2);
  });
});

describe("a table", () => {
  const setting = table({
    help,
    columns: { name: text({ help }), count: integer({ help, default: 1 }) },
  });
  it("binds each row, and passes over rows that are blank", () => {
    const rows = [
      row({ name: literal("a") }),
      row({ name: literal(""), count: literal(null) }),
      row({ name: computed("_n"), count: literal("2"), other: literal("x") }),
    ];
    assert.deepEqual(well(setting, literal(rows)), [
      { name: "a", count: 1 },
      { name: "3", count: 2 },
    ]);
    assert.deepEqual(well(setting, undefined), []);
    assert.deepEqual(well(setting, literal([])), []);
  });
  it("names row and column of what is wrong, by the row in the file", () => {
    const rows = [row({ name: literal("") }), row({ name: literal("a"), count: literal("x") })];
    assert.equal(place(setting, literal(rows)), "key[1].count");
  });
  it("may stand in a group, whose fields have their own places", () => {
    const grouped = group({ help, fields: { rows: setting, size: integer({ help, default: 2 }) } });
    assert.deepEqual(well(grouped, undefined), { rows: [], size: 2 });
    const value = row({ rows: literal([row({ count: literal("x") })]) });
    assert.equal(place(grouped, literal(value)), "key.rows[0].count");
  });
});

function row(cells: Readonly<Record<string, SettingValue>>): SettingRow {
  const made: Record<string, SettingValue> = {};
  for (const [key, value] of Object.entries(cells)) setOwn(made, key, value);
  return made;
}
