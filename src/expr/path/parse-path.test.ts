import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { defaultLimits } from "../../base/limits.ts";
import { compileInner } from "../inner-expression.ts";
import type { Scope } from "../scope.ts";
import type { JsonPath } from "./json-path.ts";
import { parsePath } from "./parse-path.ts";
import { isPlainPath, pathInsideCall } from "./path-text.ts";
import { printPath } from "./print-path.ts";

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
const compile = compileInner(scope, true);

function parsed(source: string): JsonPath {
  const result = parsePath(source, { compile });
  if (!result.ok) throw new Error(result.findings[0]?.reason);
  return result.path;
}

const printed: readonly (readonly [string, string])[] = [
  ["$", "$"],
  ["messages", "$.messages"],
  ["$messages", "$.messages"],
  ["$.messages", "$.messages"],
  [" $.messages ", "$.messages"],
  ["['last name']", "$['last name']"],
  ["$MoreThan10K-Boolean", "$.MoreThan10K-Boolean"],
  ["$['@id']", "$['@id']"],
  ['$["content-type"]', "$.content-type"],
  ["$['it\\'s']", "$['it\\'s']"],
  ["$['\\u0041\\x42']", "$.AB"],
  ["$a[0].b[-1]", "$.a[0].b[-1]"],
  ["$a[*].b", "$.a[*].b"],
  ["$a.*", "$.a[*]"],
  ["$..name", "$..['name']"],
  ["$..[0]", "$..[0]"],
  ["$a[1:10:2]", "$.a[1:10:2]"],
  ["$a[:-1]", "$.a[:-1]"],
  ["$a[0, 2,'x']", "$.a[0,2,'x']"],
  ["$a[?(@.price > 10)].id", "$.a[?(@.price > 10)].id"],
  ["$a[?value.price > 10]", "$.a[?(value.price > 10)]"],
  ["$names[(value.length)]", "$.names[(value.length)]"],
  ["$orders[*].[(_field)]", "$.orders[*][(_field)]"],
  ["$a.sort_asc(value.age).first()", "$.a.sort_asc(value.age).first()"],
  ["$a[?(value.match(/[)\\]]/) != null)]", "$.a[?(value.match(/[)\\]]/) != null)]"],
];

for (const [source, expected] of printed) {
  test(`${source} is the path ${expected}`, () => {
    assert.equal(printPath(parsed(source).segments), expected);
  });
}

test("a path of names says so, and only paths to one place are definite", () => {
  assert.deepEqual(parsed("$a['b c'].d").names, ["a", "b c", "d"]);
  assert.deepEqual(parsed("$").names, []);
  assert.equal(parsed("$a[0]").names, undefined);
  assert.equal(parsed("$").isRoot, true);
  assert.equal(parsed("$a").isRoot, false);
  const definite = ["$a[0].b", "$a[(value.length)]", "$a[*].first()", "$a.length()"];
  const many = ["$a[*]", "$..a", "$a[0:1]", "$a[0,1]", "$a[?(value > 1)]", "$a.map(value.b)"];
  assert.deepEqual(
    definite.map((source) => parsed(source).definite),
    definite.map(() => true),
  );
  assert.deepEqual(
    many.map((source) => parsed(source).definite),
    many.map(() => false),
  );
  assert.equal(parsed("$a.first()").writable, false);
});

interface Refused {
  readonly source: string;
  readonly code: string;
  readonly span: readonly [number, number];
  readonly reason: RegExp;
  readonly resolution: RegExp;
}

const refused: readonly Refused[] = [
  {
    source: "",
    code: "path-empty",
    span: [0, 0],
    reason: /found no text/,
    resolution: /`\$\.name`/,
  },
  {
    source: ".a.b",
    code: "path-start",
    span: [0, 1],
    reason: /found `\.`/,
    resolution: /`\$\.a\.b`/,
  },
  {
    source: "(a)",
    code: "path-start",
    span: [0, 1],
    reason: /found `\(`/,
    resolution: /Start with `\$`/,
  },
  {
    source: "$first name",
    code: "path-unexpected",
    span: [6, 7],
    reason: /found ` name`/,
    resolution: /\['first name'\]/,
  },
  {
    source: "$a + 1",
    code: "path-unexpected",
    span: [2, 3],
    reason: /found ` \+ 1`/,
    resolution: /expression/,
  },
  {
    source: "$a.",
    code: "path-name-missing",
    span: [2, 3],
    reason: /the end of the path/,
    resolution: /take the dot away/,
  },
  {
    source: "$a...b",
    code: "path-name-missing",
    span: [3, 5],
    reason: /found `\.`/,
    resolution: /Write a name/,
  },
  {
    source: "$a[b]",
    code: "path-bracket",
    span: [2, 5],
    reason: /found `b`/,
    resolution: /`\['b'\]`/,
  },
  {
    source: "$a[]",
    code: "path-bracket",
    span: [2, 4],
    reason: /a quoted name/,
    resolution: /\[-1\]/,
  },
  {
    source: "$a[1.5]",
    code: "path-bracket",
    span: [2, 7],
    reason: /found `1\.5`/,
    resolution: /`\['1\.5'\]`/,
  },
  {
    source: "$a[0",
    code: "path-unclosed",
    span: [2, 4],
    reason: /Expected `\]`/,
    resolution: /`\]`/,
  },
  {
    source: "$['a",
    code: "path-unclosed",
    span: [1, 4],
    reason: /Expected `'`/,
    resolution: /`'`/,
  },
  {
    source: "$a[?(value > 1]",
    code: "path-unclosed",
    span: [2, 15],
    reason: /found the end/,
    resolution: /Close/,
  },
  {
    source: "$a.map(value",
    code: "path-unclosed",
    span: [6, 12],
    reason: /Expected `\)`/,
    resolution: /Close/,
  },
  {
    source: "$a[0:9:0]",
    code: "path-slice-step",
    span: [2, 9],
    reason: /found 0/,
    resolution: /\[0:10:2\]/,
  },
  {
    source: "$a.frist()",
    code: "path-method-unknown",
    span: [3, 8],
    reason: /\.first\(\)/,
    resolution: /Did you mean "first"/,
  },
  {
    source: "$a.length(1)",
    code: "path-method-argument",
    span: [3, 12],
    reason: /takes no argument/,
    resolution: /\.length\(\)/,
  },
  {
    source: "$a.filter()",
    code: "path-method-argument",
    span: [3, 11],
    reason: /one expression/,
    resolution: /`value`/,
  },
  {
    source: "$a[?()]",
    code: "path-expression-missing",
    span: [5, 5],
    reason: /found none/,
    resolution: /value\.price/,
  },
  {
    source: 'jsonPath($, "$a")',
    code: "path-is-expression",
    span: [0, 9],
    reason: /a call of `jsonPath`/,
    resolution: /Write the path alone/,
  },
];

for (const { source, code, span, reason, resolution } of refused) {
  test(`${source === "" ? "an empty path" : source} is refused with its place and what to write`, () => {
    const result = parsePath(source, { compile });
    assert.ok(!result.ok);
    const [finding] = result.findings;
    assert.equal(finding?.code, code);
    assert.deepEqual(finding.place.span, { start: span[0], end: span[1] });
    assert.match(finding.reason, reason);
    assert.match(finding.resolution, resolution);
  });
}

test("a fix, put in at the place of the finding, makes a path that parses", () => {
  for (const source of [".a.b", "..a", "$a[b]", "$a[1.5].c"]) {
    const result = parsePath(source);
    assert.ok(!result.ok);
    const { fix, place } = result.findings[0] ?? {};
    assert.ok(fix !== undefined && place?.span !== undefined);
    const mended =
      source.slice(0, place.span.start) + fix.replacement + source.slice(place.span.end);
    assert.ok(parsePath(mended).ok, mended);
  }
});

test("without a compiler of expressions a filter is refused where it stands", () => {
  const result = parsePath("$a[?(value > 1)]");
  assert.ok(!result.ok);
  assert.equal(result.findings[0]?.code, "path-expression-not-allowed");
  assert.deepEqual(result.findings[0].place.span, { start: 5, end: 14 });
});

test("what is wrong inside a filter is found at its place in the path", () => {
  const source = "$a[?(@.price > )].b";
  const result = parsePath(source, { compile });
  assert.ok(!result.ok);
  const span = result.findings[0]?.place.span;
  assert.ok(span !== undefined && span.start >= 13 && span.end <= 16, JSON.stringify(span));
});

test("a path past its limits is refused by the name of the limit", () => {
  const long = parsePath("$".padEnd(100_002, "a"));
  assert.ok(!long.ok);
  assert.match(
    long.findings[0]?.reason ?? "",
    /100000 characters \(expressionLengthMax\), found 100002/,
  );
  const deep = parsePath(`$${".a".repeat(201)}`);
  assert.ok(!deep.ok);
  assert.match(deep.findings[0]?.reason ?? "", /at most 200 steps \(expressionDepthMax\)/);
});

test("plain paths and paths inside a call of jsonPath are told from other text", () => {
  assert.deepEqual(["$a.b", "$.a", "a", "$a[0]", "$a + 1", "$"].map(isPlainPath), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  assert.equal(pathInsideCall('jsonPath($, "$a[*].b")'), "$a[*].b");
  assert.equal(pathInsideCall("jsonPath($, '$.a')"), "$.a");
  assert.equal(pathInsideCall("jsonPath($, _path)"), undefined);
});

test("any names and indexes print to a path that parses to the same", () => {
  const step = fc.oneof(fc.string({ unit: "binary" }), fc.integer({ min: -99, max: 99 }));
  const steps = fc.array(fc.oneof(step, fc.uniqueArray(step, { minLength: 2, maxLength: 3 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(steps, (members) => {
      const source = `$${members.map((member) => `[${[member].flat().map(quoted).join(",")}]`).join("")}`;
      const { segments } = parsed(source);
      assert.deepEqual(
        segments.map((segment) => {
          if (segment.kind === "name") return segment.name;
          if (segment.kind === "index") return segment.index;
          return segment.kind === "union" ? segment.members : segment.kind;
        }),
        members,
      );
      const text = printPath(segments);
      assert.equal(printPath(parsed(text).segments), text);
    }),
  );
});

function quoted(member: string | number): string {
  return typeof member === "number" ? String(member + 0) : JSON.stringify(member);
}

test("no text throws, and every finding points inside its text", () => {
  const pieces = fc.constantFrom(
    "$",
    ".",
    "..",
    "[",
    "]",
    "*",
    "'",
    '"',
    "(",
    ")",
    "?",
    "@",
    "a",
    "-1",
    ":",
    ",",
    " ",
    "first()",
    "value",
    "\\",
    "=>",
    "/",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (source) => {
      const result = parsePath(source, { compile });
      if (result.ok) return assert.equal(result.path.source, source);
      assert.ok(result.findings.length > 0);
      for (const { place, error, reason, resolution } of result.findings) {
        const { start, end } = place.span ?? { start: -1, end: -1 };
        assert.ok(
          start >= 0 && start <= end && end <= source.length,
          JSON.stringify({ source, start, end }),
        );
        assert.ok(error !== "" && reason !== "" && resolution !== "");
      }
    }),
    { numRuns: 1000 },
  );
});
