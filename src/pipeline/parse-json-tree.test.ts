import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { parseJson } from "../base/json.ts";
import type { JsonTree } from "./json-tree.ts";
import { parseJsonTree } from "./parse-json-tree.ts";
import { printJsonTree } from "./print-json-tree.ts";
import { treeToJson } from "./tree-access.ts";

describe("parseJsonTree", () => {
  test("keeps the order of members, also of keys that look like indexes, and keys that stand twice", () => {
    const text = '{"b":1,"10":2,"2":3,"__proto__":4,"b":5}';
    const tree = read(text);
    assert.equal(tree.kind, "object");
    assert.deepEqual(
      tree.members.map((member) => member.key),
      ["b", "10", "2", "__proto__", "b"],
    );
  });

  test("keeps numbers and strings as they were spelled", () => {
    const text = String.raw`[1.0,-0,1E+2,123456789012345678901234567890,"\u0041\/","é"]`;
    assert.equal(printJsonTree(read(text)).replaceAll(/\s/g, ""), text);
  });

  test("unescapes keys and keeps their spelling beside", () => {
    const tree = read(String.raw`{"\u0061\"":1}`);
    assert.equal(tree.kind, "object");
    assert.equal(tree.members[0]?.key, 'a"');
    assert.equal(tree.members[0]?.keyText, String.raw`"\u0061\""`);
  });

  test("skips a byte order mark", () => {
    assert.deepEqual(read("\uFEFF{}"), { kind: "object", members: [] });
  });

  test("reads nesting up to the limit and stops past it, however deep the text goes", () => {
    assert.equal(parseJsonTree("[[[]]]", 3).ok, true);
    const result = parseJsonTree("[".repeat(1_000_000), 500);
    assert.equal(result.ok, false);
    assert.equal(result.problem.kind, "depth");
    assert.equal(result.problem.offset, 500);
  });

  const slips: readonly (readonly [
    text: string,
    offset: number,
    expected: string,
    found: string,
    advice: RegExp,
  ])[] = [
    ['{"a":1,}', 7, "a key in double quotes", "`}`", /comma before/],
    ["[1,2,]", 5, "an element of the array", "`]`", /comma before/],
    ["{'a':1}", 1, "a key in double quotes", "`'`", /double quotes/],
    ["{a:1}", 1, "a key in double quotes", "`a`", /^$/],
    ['{"a" 1}', 5, '":" after the key "a"', "`1`", /^$/],
    ['{"a":None}', 5, 'the value of "a"', "`None`", /json\.dumps/],
    ['{"a":NaN}', 5, 'the value of "a"', "`NaN`", /write null/],
    ['{"a":1 "b":2}', 7, '"," or "}"', '`"`', /comma is missing/],
    ["[1 // one\n]", 3, '"," or "]"', "`/`", /no comments/],
    ['{"a":[1,2', 9, '"," or "]"', "the end of the text", /cut off/],
    ['["a\nb"]', 3, `the closing '"' of a string`, "a line break", /^$/],
    [String.raw`["\x41"]`, 2, String.raw`an escape such as \n, \" or \u0041`, "`\\`", /^$/],
    ["[01]", 2, '"," or "]"', "`1`", /^$/],
    ["[-]", 1, "a number", "`-`", /^$/],
    ["{} {}", 3, "the end of the text", "`{`", /one JSON value/],
    ["", 0, "a JSON value", "the end of the text", /cut off/],
  ];
  for (const [text, offset, expected, found, advice] of slips) {
    test(`says where and why ${JSON.stringify(text)} is not JSON`, () => {
      const result = parseJsonTree(text, 500);
      assert.equal(result.ok, false);
      assert.equal(result.problem.offset, offset);
      assert.equal(result.problem.expected, expected);
      assert.equal(result.problem.found, found);
      assert.match(result.problem.advice, advice);
    });
  }

  test("accepts exactly what JSON.parse accepts, and reads the same from it", () => {
    fc.assert(
      fc.property(jsonLike, (text) => {
        const result = parseJsonTree(text, 500);
        let expected: unknown;
        try {
          expected = parseJson(text);
        } catch {
          assert.equal(result.ok, false);
          return;
        }
        assert.equal(result.ok, true);
        assert.deepEqual(treeToJson(result.tree), expected);
      }),
    );
  });

  test("prints what it read: a printed tree reads as the same tree", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const tree = read(text);
        assert.deepEqual(read(printJsonTree(tree)), tree);
      }),
    );
  });
});

/** JSON texts, some of them with a stretch replaced by characters that matter in JSON. */
const jsonLike = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.string({ unit: fc.constantFrom(...'{}[],:"\\0e-.u1 tn\n'.split("")) }),
    fc.boolean(),
  )
  .map(([text, at, length, inserted, broken]) => {
    const start = at % (text.length + 1);
    return broken ? text.slice(0, start) + inserted + text.slice(start + length) : text;
  });

function read(text: string): JsonTree {
  const result = parseJsonTree(text, 500);
  assert.equal(result.ok, true);
  return result.tree;
}
