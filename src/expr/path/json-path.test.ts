import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { parseJson } from "../../base/json.ts";
import { defaultLimits } from "../../base/limits.ts";
import { DateTime } from "../date/date-time.ts";
import { EvaluationFailure } from "../failure.ts";
import { compileInner } from "../inner-expression.ts";
import type { Scope } from "../scope.ts";
import type { Value } from "../value.ts";
import type { JsonPath, PathLimits } from "./json-path.ts";
import { parsePath } from "./parse-path.ts";

const scope: Scope = {
  parameters: { field: "total" },
  pipe: {},
  snap: {},
  task: {},
  lib: {},
  now: () => 0,
  random: () => 0,
  limits: defaultLimits,
};

function path(source: string, limits: PathLimits = defaultLimits): JsonPath {
  const result = parsePath(source, { compile: compileInner(scope, true), limits });
  if (!result.ok) throw new Error(result.findings[0]?.reason);
  return result.path;
}

function store(): Value {
  return {
    name: "store",
    "last name": "Doe",
    items: [
      { id: 1, price: 8, tags: ["a", "b"] },
      { id: 2, price: 12 },
      { id: 3, price: 30, tags: [] },
    ],
    deep: { id: 4, none: null },
    list: [3, 1, 2],
  };
}

const reads: readonly (readonly [string, Value[]])[] = [
  ["$name", ["store"]],
  ["['last name']", ["Doe"]],
  ["$deep.id", [4]],
  ["$deep.none", [null]],
  ["$deep.none.x", []],
  ["$missing.x", []],
  ["$name.length", []],
  ["$items.id", []],
  ["$items[0].id", [1]],
  ["$items[-1].id", [3]],
  ["$items[9].id", []],
  ["$items[-9]", []],
  ["$deep[0]", []],
  ["$items[*].id", [1, 2, 3]],
  ["$items[*].tags[*]", ["a", "b"]],
  ["$deep.*", [4, null]],
  ["$..id", [1, 2, 3, 4]],
  ["$..[0].id", [1]],
  ["$list[0:2]", [3, 1]],
  ["$list[-2:]", [1, 2]],
  ["$list[::-1]", [2, 1, 3]],
  ["$list[::2]", [3, 2]],
  ["$list[5:]", []],
  ["$list[0,-1]", [3, 2]],
  ["$deep['id','none','x']", [4, null]],
  ["$items[?(value.price > 10)].id", [2, 3]],
  ["$items[?(@.price > 10 && @.id != 3)].id", [2]],
  ["$items[?@.price < $deep.id * 3].id", [1]],
  ["$list[(value.length - 1)]", [2]],
  ["$.list.length()", [3]],
  ["$items[*].length()", [3]],
  ["$name.length()", [5]],
  ["$missing.length()", [0]],
  ["$list.first()", [3]],
  ["$list.last()", [2]],
  ["$items[*].id.first(value > 1)", [2]],
  ["$list.filter(value > 1)", [3, 2]],
  ["$items.map(value.price * 2)", [16, 24, 60]],
  ["$list.sort_asc()", [1, 2, 3]],
  ["$items.sort_desc(value.price).map(value.id)", [3, 2, 1]],
  ["$missing.default('none')", ["none"]],
  ["$name.default('none')", ["store"]],
];

for (const [source, expected] of reads) {
  test(`${source} reads ${JSON.stringify(expected)}`, () => {
    const document = store();
    assert.deepEqual(path(source).readAll(document), expected);
    assert.deepEqual(path(source).readOne(document), expected[0]);
    assert.deepEqual(document, store());
  });
}

test("a parameter names the field in a script", () => {
  assert.equal(path("$[(_field)]").readOne({ total: 7 }), 7);
});

test("inherited properties do not exist, and own ones of the same names do", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.equal(path(`$${name}`).readOne({}), undefined);
    assert.equal(path(`$a.${name}.b`).readOne({ a: {} }), undefined);
    assert.equal(path(`$['${name}','x']`).readAll({}).length, 0);
  }
  const document = parseJson('{"__proto__": {"a": 1}, "constructor": 2}');
  assert.equal(path("$__proto__.a").readOne(document), 1);
  assert.equal(path("$constructor").readOne(document), 2);
});

test("a date or binary content has no fields and is no list", () => {
  const document: Value = { at: new DateTime(0), bytes: new Uint8Array([1, 2]) };
  assert.deepEqual(path("$at.epochMs").readAll(document), []);
  assert.deepEqual(path("$bytes[0]").readAll(document), []);
  assert.deepEqual(path("$..*").readAll(document), [document["at"], document["bytes"]]);
});

const writes: readonly (readonly [string, string, Value, Value])[] = [
  ["makes a field", "$a", {}, { a: 0 }],
  ["makes objects on the way", "$a.b.c", {}, { a: { b: { c: 0 } } }],
  ["keeps what is beside", "$a.b", { a: { x: 1 }, y: 2 }, { a: { x: 1, b: 0 }, y: 2 }],
  ["makes an object where null was", "$a.b", { a: null }, { a: { b: 0 } }],
  ["replaces a value", "$a", { a: [1] }, { a: 0 }],
  ["replaces the root", "$", { a: 1 }, 0],
  ["makes a root", "$a.b", null, { a: { b: 0 } }],
  ["quotes a name", "$['a b']", {}, { "a b": 0 }],
  ["keeps a hyphen in a name", "$MoreThan10K-Boolean", {}, { "MoreThan10K-Boolean": 0 }],
  ["makes an array and pads it", "$a[2]", {}, { a: [null, null, 0] }],
  ["pads an array", "$a[3].b", { a: [1] }, { a: [1, null, null, { b: 0 }] }],
  ["counts from the end", "$a[-1]", { a: [1, 2] }, { a: [1, 0] }],
  ["appends", "$a[(value.length)]", { a: [1, 2] }, { a: [1, 2, 0] }],
  ["appends to a list that is not there", "$a[(value.length)]", {}, { a: [0] }],
  ["appends to every list", "$a[*][(value.length)]", { a: [[1], []] }, { a: [[1, 0], [0]] }],
  [
    "writes a field named by a parameter",
    "$a[*].[(_field)]",
    { a: [{}, {}] },
    { a: [{ total: 0 }, { total: 0 }] },
  ],
  ["makes an object for a name from a script", "$a[(_field)]", {}, { a: { total: 0 } }],
  ["writes into every element", "$a[*].b", { a: [{ b: 1 }, {}] }, { a: [{ b: 0 }, { b: 0 }] }],
  ["writes over every element", "$a[*]", { a: [1, 2] }, { a: [0, 0] }],
  ["writes over every field", "$a.*", { a: { x: 1, y: 2 } }, { a: { x: 0, y: 0 } }],
  ["makes nothing for elements that are not there", "$a[*].b", {}, {}],
  ["makes nothing on the way to nothing", "$x.y[*].b", { a: 1 }, { a: 1 }],
  [
    "writes into matching elements",
    "$a[?(value.b > 1)].c",
    { a: [{ b: 1 }, { b: 2 }] },
    { a: [{ b: 1 }, { b: 2, c: 0 }] },
  ],
  ["writes a slice", "$a[1:]", { a: [1, 2, 3] }, { a: [1, 0, 0] }],
  ["writes each of a union", "$['a','b']", { a: 1 }, { a: 0, b: 0 }],
  [
    "writes wherever a name is",
    "$..id",
    { id: 1, a: [{ id: 2 }, {}] },
    { id: 0, a: [{ id: 0 }, {}] },
  ],
];

for (const [title, source, given, expected] of writes) {
  test(`a write to ${source} ${title}`, () => {
    assert.deepEqual(path(source).write(given, 0), expected);
  });
}

test("a written null is null, also at the root", () => {
  assert.deepEqual(path("$a.b").write({}, null), { a: { b: null } });
  assert.equal(path("$").write({ a: 1 }, null), null);
});

test("a write changes the root it was given and returns it", () => {
  const root: Value = { a: { b: 1 } };
  for (const source of ["$x", "$a.c", "$a['d','e']"])
    assert.equal(path(source).write(root, 2), root);
  assert.deepEqual(root, { a: { b: 1, c: 2, d: 2, e: 2 }, x: 2 });
});

test("__proto__ is written as a key like any other", () => {
  for (const source of [
    "$__proto__",
    "$__proto__.polluted",
    "$a.__proto__.polluted",
    "$a['__proto__','x']",
  ]) {
    const root = path(source).write({}, "yes");
    assert.equal(path(source).readOne(root), "yes");
    assert.equal(Object.getPrototypeOf(root), Object.prototype);
  }
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

const removals: readonly (readonly [string, Value, Value])[] = [
  ["$a", { a: 1, b: 2 }, { b: 2 }],
  ["$a.b", { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
  ["$a[0]", { a: [1, 2] }, { a: [2] }],
  ["$a[0,0,-1]", { a: [1, 2, 3] }, { a: [2] }],
  ["$a[*]", { a: [1, 2] }, { a: [] }],
  ["$a[*].b", { a: [{ b: 1 }, { c: 2 }] }, { a: [{}, { c: 2 }] }],
  ["$a[?(value > 1)]", { a: [1, 2, 3] }, { a: [1] }],
  ["$..id", { id: 1, a: { id: 2, b: [{ id: 3 }] } }, { a: { b: [{}] } }],
  ["$x.y", { a: 1 }, { a: 1 }],
];

for (const [source, given, expected] of removals) {
  test(`removing ${source} leaves ${JSON.stringify(expected)}`, () => {
    path(source).remove(given);
    assert.deepEqual(given, expected);
  });
}

interface Refused {
  readonly title: string;
  readonly run: () => unknown;
  readonly code: string;
  readonly span: readonly [number, number];
  readonly reason: RegExp;
}

const small: PathLimits = {
  ...defaultLimits,
  expressionStepsMax: 5,
  expressionOutputSizeMax: 10,
  jsonDepthMax: 2,
};

const refused: readonly Refused[] = [
  {
    title: "a field of a string",
    run: () => path("$a.b").write({ a: "text" }, 0),
    code: "path-not-writable",
    span: [3, 4],
    reason: /an object to hold "b", found a string/,
  },
  {
    title: "a field of a list",
    run: () => path("$a.b").write({ a: [] }, 0),
    code: "path-not-writable",
    span: [3, 4],
    reason: /found an array/,
  },
  {
    title: "an element of an object",
    run: () => path("$a[0]").write({ a: {} }, 0),
    code: "path-not-writable",
    span: [2, 5],
    reason: /an array to hold \[0\], found an object/,
  },
  {
    title: "a field of a date",
    run: () => path("$a[*].b").write({ a: [new DateTime(0)] }, 0),
    code: "path-not-writable",
    span: [6, 7],
    reason: /found a date/,
  },
  {
    title: "a root that is a list",
    run: () => path("$a").write([], 0),
    code: "path-not-writable",
    span: [1, 2],
    reason: /found an array/,
  },
  {
    title: "an index before the first",
    run: () => path("$a[-3]").write({ a: [1] }, 0),
    code: "path-not-writable",
    span: [2, 6],
    reason: /found -3 for an array of 1 elements/,
  },
  {
    title: "an index far past the end",
    run: () => path("$a[99]", small).write({}, 0),
    code: "path-not-writable",
    span: [2, 6],
    reason: /at most 10 elements \(expressionOutputSizeMax\)/,
  },
  {
    title: "the result of a method",
    run: () => path("$a.first()").write({ a: [1] }, 0),
    code: "path-not-writable",
    span: [3, 10],
    reason: /computes a result/,
  },
  {
    title: "the root as a thing to delete",
    run: () => path("$").remove({ a: 1 }),
    code: "path-not-writable",
    span: [0, 1],
    reason: /found the root/,
  },
  {
    title: "a script that names no place",
    run: () => path("$a[(value)]").readOne({ a: { b: 1 } }),
    code: "path-script-result",
    span: [2, 11],
    reason: /found \{"b":1\}/,
  },
  {
    title: "too many values",
    run: () => path("$..*", small).readAll([1, 2, 3, 4, 5, 6]),
    code: "path-steps",
    span: [3, 4],
    reason: /at most 5 values \(expressionStepsMax\)/,
  },
  {
    title: "a value nested too deeply",
    run: () => path("$..a", small).readAll([[[[]]]]),
    code: "path-depth",
    span: [1, 3],
    reason: /at most 2 levels \(jsonDepthMax\)/,
  },
];

for (const { title, run, code, span, reason } of refused) {
  test(`${title} is refused with its place in the path`, () => {
    assert.throws(run, (failure: unknown) => {
      assert.ok(failure instanceof EvaluationFailure);
      assert.equal(failure.code, code);
      assert.deepEqual(failure.span, { start: span[0], end: span[1] });
      assert.match(failure.reason, reason);
      assert.notEqual(failure.resolution, "");
      return true;
    });
  });
}

const documents: fc.Arbitrary<Value> = fc
  .object({
    key: fc.oneof(fc.constantFrom("a", "b", "__proto__", "x y"), fc.string()),
    maxDepth: 3,
  })
  .map((value) => parseJson(JSON.stringify(value)));
const step = fc.oneof(
  fc.constantFrom("a", "b", "__proto__", "x y", "constructor"),
  fc.integer({ min: 0, max: 5 }),
);
const sources = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map(
    (steps) =>
      `$${steps.map((name) => `[${typeof name === "number" ? name : `'${name}'`}]`).join("")}`,
  );

test("what is written at a definite path is read there, and removed it is gone", () => {
  fc.assert(
    fc.property(documents, sources, (document, source) => {
      const target = path(source);
      const written = attempt(() => target.write(document, "written"));
      if (written === undefined) return;
      assert.equal(target.readOne(written), "written");
      assert.deepEqual(target.readAll(written), ["written"]);
      target.remove(written);
      assert.notEqual(target.readOne(written), "written");
    }),
  );
});

test("no path and no document end in anything but a value or an EvaluationFailure", () => {
  const paths = fc.oneof(
    sources,
    fc.constantFrom("$..a", "$..*", "$.*.*", "$[*].a", "$..[0]", "$[1:]", "$a.sort_asc()"),
  );
  fc.assert(
    fc.property(documents, paths, (document, source) => {
      attempt(() => path(source).readAll(document));
      attempt(() => path(source).write(document, 1));
      attempt(() => path(source).remove(document));
      assert.equal(Object.getPrototypeOf({}), Object.prototype);
    }),
  );
});

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (failure) {
    assert.ok(failure instanceof EvaluationFailure, String(failure));
    return undefined;
  }
}
