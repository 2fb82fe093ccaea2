import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate, failureOf, testScope } from "./scope-for-tests.ts";
import { compileExpression } from "./compile.ts";
import { defaultLimits } from "../base/limits.ts";
import type { Value } from "./value.ts";

const document = {
  a: 1,
  text: "Hello World",
  list: [3, 1, 2],
  object: { k: "v", n: null },
  amount: "10",
  none: null,
  lastname: "Smith",
  "a b": true,
};

const facts: readonly (readonly [title: string, source: string, value: Value])[] = [
  [
    "integral results have no fraction",
    "'3 + 5 = ' + (parseFloat('3') + parseFloat('5'))",
    "3 + 5 = 8",
  ],
  ["a quotient may be integral", "20 / 5", 4],
  ["division gives fractions", "1 / 2", 0.5],
  ["parameters are texts and concatenate", "_num + 2", "22"],
  ["a parameter without value is null", "_none", null],
  ["a numeric text compares as a number", "$amount < 15", true],
  ["remainder of a numeric text", "$amount % 2 == 0", true],
  ["null concatenates as its name", "null + 'x'", "nullx"],
  ["and gives the falsy side", "$none && 1", null],
  ["or gives the first truthy side", "$none || 'default'", "default"],
  ["two texts compare by code unit", "'10' < '9'", true],
  ["equality of text and number is numeric", "1 == '1.0'", true],
  ["null equals null only", "[null == null, null == 0, null == '']", [true, false, false]],
  ["lists and objects are equal by what they hold", "[1, {a: 2}] == [1, {a: 2}]", true],
  ["typeof of null is object", "typeof null", "object"],
  ["typeof knows arrays, also as a call", "typeof($list)", "array"],
  [
    "in looks for keys and indexes",
    "['a' in $, 'z' in $, 2 in $list, 3 in $list]",
    [true, false, true, false],
  ],
  [
    "instanceof knows the types of documents",
    "$list instanceof Array && !($a instanceof String)",
    true,
  ],
  ["a key with a blank is read in brackets", "$['a b'] && $.['a b']", true],
  ["a text has characters and a length", "$text[1] + $text.length", "e11"],
  ["spreads lay out lists", "[0, ...$list, 4]", [0, 3, 1, 2, 4]],
  [
    "spreads lay out objects",
    "{a: 1, ...$object, ['x' + 1]: 2,}",
    { a: 1, k: "v", n: null, x1: 2 },
  ],
  ["spreads lay out arguments", "Math.max(...$list)", 3],
  ["functions nest and keep their names", "((x) => (y) => x + y)(1)(2)", 3],
  [
    "functions have defaults and rests",
    "((a, b = 5, ...c) => [a, b, c])(1, 6, 3, 4)",
    [1, 6, [3, 4]],
  ],
  ["a fourth argument reaches its name", "((a, b, c, d) => d)(1, 2, 3, 4)", 4],
  ["callbacks read the document", "$list.map((x, i) => x + $a * i)", [3, 2, 4]],
  [
    "this is the object under construction",
    "{a: 1, b: {c: __parent__.a, d: __root__.a, e: 2, f: this.e}}",
    { a: 1, b: { c: 1, d: 1, e: 2, f: 2 } },
  ],
  ["comments are blanks", "1 /* one */ + 2 // two", 3],
  ["a condition takes one branch", "$a > 0 ? 'yes' : $missing", "yes"],
  ["eval evaluates an expression of the language", "eval('$a + 1') + $.eval(_num)", 4],
  ["jsonPath gives a list when many can match", "jsonPath($, '$list[*]')", [3, 1, 2]],
  ["jsonPath gives the value of a definite path", "jsonPath($, '$object.k')", "v"],
  ["large integers keep their digits", "12345678901234567890 + 1", 12345678901234567891n],
  ["small results of large integers are numbers", "12345678901234567890 - 12345678901234567889", 1],
  ["members of pipe and snap are read", "pipe.label + snap.label + pipe.args.num", "OrdersMapper2"],
  [
    "match takes ranges without their upper end",
    "match 90 { 80..<90 => 'B', 90..=100 => 'A' }",
    "A",
  ],
  ["match without a fitting arm is null", "match 5 { 1 => 'a' }", null],
  ["match binds with a guard", "match 7 { x if x > 5 => x * 2, _ => 0 }", 14],
  [
    "match takes alternatives",
    "['a', 'b', 'c'].map(x => match x { 'a' | 'b' => 1, _ => 2 })",
    [1, 1, 2],
  ],
  ["match takes lists apart", "match $list { [first, ...rest] => [first, rest] }", [3, [1, 2]]],
  ["match takes objects apart", "match $object { {k: String, ...rest} => rest }", { n: null }],
  [
    "match knows regular expressions",
    "match 'AB-12' { /^\\w+-\\d+$/ => 'code', _ => null }",
    "code",
  ],
  ["a quoted prototype key is a key", "{'__proto__': 1}.keys()", ["__proto__"]],
];

describe("compileExpression", () => {
  for (const [title, source, value] of facts) {
    test(`${title}: ${source}`, () => {
      assert.deepEqual(evaluate(source, structuredClone(document)), value);
    });
  }

  test("a missing path fails and names the nearest key", () => {
    const failure = failureOf("$lastnme", document);
    assert.equal(failure.code, "undefined-path");
    assert.equal(failure.message, "$lastnme is undefined");
    assert.equal(failure.resolution, "Perhaps you meant: $lastname");
    assert.deepEqual(failure.span, { start: 0, end: 8 });
  });

  test("inherited names are missing like any other", () => {
    for (const source of [
      "$constructor",
      "$__proto__",
      "$list.map",
      "$text.at",
      "$object.toString",
    ]) {
      assert.equal(failureOf(source, document).code, "undefined-path");
    }
  });

  test("null-safe access reads missing paths and calls on null as null", () => {
    for (const source of [
      "$x",
      "$x.y.z",
      "$x.pop()",
      "$none.trim()",
      "$list[9].a",
      "$x[0]",
      "$text.y",
    ]) {
      assert.equal(evaluate(source, document, { nullSafe: true }), null);
    }
  });

  test("a method call on null fails without null-safe access", () => {
    const failure = failureOf("$none.trim()", document);
    assert.equal(failure.code, "null-receiver");
    assert.match(failure.resolution, /\$none && \$none\.trim\(\)/);
  });

  test("a method that the type has not names the nearest one", () => {
    const failure = failureOf("$list.keys()", document);
    assert.equal(failure.code, "unknown-function");
    assert.match(failure.reason, /\$list is of type array/);
  });

  test("$ is refused where there is no document", () => {
    const result = compileExpression("$a", testScope(), { nullSafe: false, allow: "parameters" });
    assert.ok(!result.ok);
    assert.equal(result.findings[0]?.code, "expression-document-not-allowed");
  });

  test("constant and usesDocument tell what an expression depends on", () => {
    const table = [
      ["1 + 1", true, false],
      ["_name", true, false],
      ["[1, 2].map(x => x + 1)", true, false],
      ["$a", false, true],
      ["Date.now()", false, false],
      ["Math.random()", false, false],
      ["snap.in.totalCount", false, false],
    ] as const;
    let count = 0;
    const counter = Object.defineProperty({}, "totalCount", {
      get: () => ++count,
      enumerable: true,
    });
    const scope = testScope({ snap: { in: counter } });
    for (const [source, constant, usesDocument] of table) {
      const result = compileExpression(source, scope, { nullSafe: false, allow: "document" });
      assert.ok(result.ok);
      assert.equal(result.expression.constant, constant, source);
      assert.equal(result.expression.usesDocument, usesDocument, source);
    }
    const [first, second] = [1, 2].map(() => evaluate("snap.in.totalCount", {}, {}, scope));
    assert.notEqual(first, second);
  });

  test("every limit stops the evaluation and is named", () => {
    const limits = { ...defaultLimits, expressionStepsMax: 100, expressionOutputSizeMax: 50 };
    const scope = testScope({ limits });
    const nested = "[1,2,3,4,5,6,7,8,9,10].map(x => [1,2,3,4,5,6,7,8,9,10].map(y => y))";
    assert.match(failureOf(nested, {}, scope).reason, /expressionStepsMax/);
    for (const source of [
      "'x'.repeat($n)",
      "sl.range($n)",
      "$t + $t + $t",
      "$t.replaceAll('a', $t)",
      "'%99s'.sprintf($t)",
      "[$t, $t, $t].join($t)",
      "$t.concat($t, $t)",
    ]) {
      const failure = failureOf(source, { n: 51, t: "a".repeat(20) }, scope);
      assert.equal(failure.code, "limit-reached", source);
      assert.match(failure.reason, /expressionOutputSizeMax/);
    }
    const loop = "(f => f(f))(f => f(f))";
    assert.match(failureOf(loop).reason, /expressionDepthMax/);
    const deep = compileExpression(`${"(".repeat(300)}1${")".repeat(300)}`, scope, {
      nullSafe: false,
      allow: "document",
    });
    assert.ok(!deep.ok);
    assert.equal(deep.findings[0]?.code, "expression-too-deep");
    const long = compileExpression("1 +".repeat(50_000), scope, {
      nullSafe: false,
      allow: "document",
    });
    assert.ok(!long.ok);
    assert.equal(long.findings[0]?.code, "expression-too-long");
  });

  test("a function cannot be the result", () => {
    assert.equal(failureOf("x => x").code, "wrong-result");
    assert.deepEqual(evaluate("[x => x, 1]"), [null, 1]);
  });

  test("mutating methods change the document in place", () => {
    const changed = { list: [3, 1, 2] };
    assert.equal(evaluate("$list.push(0) + $list.pop() + $list.shift()", changed), 7);
    assert.deepEqual(changed.list, [1, 2]);
    assert.deepEqual(evaluate("$list.reverse()", changed), [2, 1]);
    assert.deepEqual(changed.list, [2, 1]);
  });

  test("no list gets into itself, and a callback that adds elements ends", () => {
    for (const source of ["$list.push($list)", "$list.unshift($)", "$list.splice(0, 0, [$list])"]) {
      assert.equal(failureOf(source, { list: [] }).code, "wrong-argument", source);
    }
    const grown = { list: [1, 2] };
    assert.deepEqual(evaluate("$list.map((x, i, all) => all.push(x))", grown), [3, 4]);
  });

  test("what a document does to a literal list reaches no other document", () => {
    for (const source of [
      "[3, -1, 'x', null].slice()",
      "[3, -1, 'x', null].concat()",
      "[3, -1, 'x', null].filter(() => true)",
      "[3, -1, 'x', null].reverse().reverse()",
    ]) {
      const result = compileExpression(source, testScope(), { nullSafe: false, allow: "document" });
      assert.ok(result.ok);
      const { evaluate: run } = result.expression;
      const first = run({});
      assert.ok(Array.isArray(first));
      first.push(4);
      first[0] = 5;
      assert.deepEqual(run({}), [3, -1, "x", null], source);
    }
  });

  test("one call takes a method of the type that each document brings", () => {
    const result = compileExpression("$a.toString() + $a.length", testScope(), {
      nullSafe: true,
      allow: "document",
    });
    assert.ok(result.ok);
    const { evaluate: run } = result.expression;
    const values = ["ab", [1, 2], 5, "c", true, null, [3]].map((a) => run({ a }));
    assert.deepEqual(values, ["ab2", "1,22", "5null", "c1", "truenull", 0, "31"]);
  });

  test("looking in a list finds what == calls equal, from any start", () => {
    const looked = { list: ["1", 1, null, "a", true, [2]], one: 1, text: "1", none: null };
    assert.equal(evaluate("$list.indexOf($one)", looked), 0);
    assert.equal(evaluate("$list.indexOf($text, 1)", looked), 1);
    assert.equal(evaluate("$list.indexOf($none)", looked), 2);
    assert.equal(evaluate("$list.indexOf()", looked), 2);
    assert.equal(evaluate("$list.indexOf([2], -1)", looked), 5);
    assert.equal(evaluate("$list.indexOf('a', -2)", looked), -1);
    assert.equal(evaluate("$list.indexOf('a', -99)", looked), 3);
    assert.equal(evaluate("$list.indexOf('a', 99)", looked), -1);
  });

  test("a regular expression starts afresh for every document", () => {
    const source = "$t.match(/a/g).length + $t.search(/b/g)";
    const result = compileExpression(source, testScope(), { nullSafe: false, allow: "document" });
    assert.ok(result.ok);
    const { evaluate: run } = result.expression;
    assert.deepEqual(
      [1, 2].map(() => run({ t: "aab" })),
      [4, 4],
    );
  });
});
