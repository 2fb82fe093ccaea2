import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkExpression } from "./check.ts";

const names = { allow: "document", parameters: ["name", "region"], libraries: ["env"] } as const;

/** A bad expression, the code of its first finding, the text at its span, words it says, and the mended whole. */
const bad: readonly (readonly [
  source: string,
  code: string,
  at: string,
  words: RegExp,
  mended?: string,
])[] = [
  ["", "expression-syntax", "", /empty/],
  ["$a +", "expression-syntax", "", /value is missing after `\+`/],
  ["($a", "expression-syntax", "(", /`\)`/],
  ["[1, 2", "expression-syntax", "[", /array is not closed/],
  ["[1, 2,]", "expression-syntax", ",", /comma too many/i, "[1, 2]"],
  ["f(1,)", "expression-syntax", ",", /argument list/, "f(1)"],
  ["{a 1}", "expression-syntax", "1", /`a: value`/],
  ["{(1): 2}", "expression-syntax", "(", /no key/],
  ["'abc", "expression-syntax", "'abc", /not closed/],
  ["'\\u12'", "expression-syntax", "\\u12'", /4 hexadecimal/],
  ["/(/", "expression-syntax", "/(/", /regular expression/],
  ["/a", "expression-syntax", "/a", /not closed/],
  ["1 /* x", "expression-syntax", "/* x", /comment/],
  ["$a $b", "expression-syntax", "$b", /operator/],
  ["$a;", "expression-syntax", ";", /statements/, "$a"],
  ["$a; $b", "expression-syntax", ";", /statements/],
  ["#", "expression-syntax", "#", /`#`/, ""],
  ["2nd", "expression-syntax", "2nd", /digit/, "'2nd'"],
  ["$a ? 1", "expression-syntax", "", /no `:`/],
  ["$a.", "expression-syntax", "", /after the dot/],
  ["match $a", "expression-syntax", "", /no arms/],
  ["match $a { 1 }", "expression-syntax", "}", /no result/],
  ["$a === 1", "expression-unsupported", "===", /`==`/, "$a == 1"],
  ["$a !== 1", "expression-unsupported", "!==", /`!=`/, "$a != 1"],
  ["$a ?? 1", "expression-unsupported", "??", /`\|\|`/, "$a || 1"],
  ["$a?.b", "expression-unsupported", "?.", /null-safe/, "$a.b"],
  ["$a = 1", "expression-unsupported", "=", /assigned/, "$a == 1"],
  ["$a++", "expression-unsupported", "++", /\+ 1/],
  ["$a & 1", "expression-unsupported", "&", /bitwise/, "$a && 1"],
  ["$a ** 2", "expression-unsupported", "**", /Math\.pow/],
  ["`a${$b}c`", "expression-unsupported", "`a${$b}c`", /Template/, "'a' + $b + 'c'"],
  ["new Date()", "expression-unsupported", "new Date()", /Date\.now/, "Date.now()"],
  ["new Date($a)", "expression-unsupported", "new Date", /Date\.parse/, "Date.parse($a)"],
  ["new Foo()", "expression-unsupported", "new Foo", /literal/],
  ["function(x) 1", "expression-unsupported", "function", /arrow function/],
  ["var x", "expression-unsupported", "var", /statements/],
  ["if ($a) 1", "expression-unsupported", "if", /otherValue/],
  ["x => { 1 }", "expression-unsupported", "{", /braces/],
  [
    "$a ? 1 : $b ? 2 : 3",
    "expression-unsupported",
    "$b ? 2 : 3",
    /parentheses/,
    "$a ? 1 : ($b ? 2 : 3)",
  ],
  [
    "$a ? $b ? 1 : 2 : 3",
    "expression-unsupported",
    "$b ? 1 : 2",
    /parentheses/,
    "$a ? ($b ? 1 : 2) : 3",
  ],
  ["_nam", "expression-unknown-parameter", "_nam", /`_name`/, "_name"],
  ["_zzzzzz", "expression-unknown-parameter", "_zzzzzz", /Add the parameter/],
  ["parseINT('1')", "expression-unknown-name", "parseINT", /`parseInt`/, "parseInt('1')"],
  ["country == 'DE'", "expression-unknown-name", "country", /\$country/],
  ["Number($a)", "expression-unknown-name", "Number", /parseFloat/],
  ["String($a)", "expression-unknown-name", "String", /toString/],
  ["name", "expression-unknown-name", "name", /`_name`/, "_name"],
  ["this.a", "expression-unknown-name", "this", /no meaning/],
  ["$a instanceof Strin", "expression-unknown-name", "Strin", /String/, "$a instanceof String"],
  ["Math.rond(1)", "expression-unknown-function", "rond", /`round`/, "Math.round(1)"],
  ["Array.isArray($a)", "expression-unknown-function", "Array.isArray", /instanceof Array/],
  ["lib.emv.x", "expression-unknown-library", "emv", /`env`/, "lib.env.x"],
  ["$a.includes('b')", "expression-unknown-method", "includes", /`contains`/, "$a.contains('b')"],
  ["$a.length()", "expression-unknown-method", "length()", /parentheses/, "$a.length"],
  [
    "Date.now().toISOString()",
    "expression-unknown-method",
    "toISOString",
    /`toString`/,
    "Date.now().toString()",
  ],
  [
    "$a.toUppercase()",
    "expression-unknown-method",
    "toUppercase",
    /`toUpperCase`/,
    "$a.toUpperCase()",
  ],
  ["$a.padStart(5)", "expression-unknown-method", "padStart", /sprintf/],
  ["$a.flatMap(x => x)", "expression-unknown-method", "flatMap", /reduce/],
];

describe("checkExpression", () => {
  for (const [source, code, at, words, mended] of bad) {
    test(`says what is wrong with: ${source}`, () => {
      const [finding] = checkExpression(source, names);
      assert.ok(finding?.place.span !== undefined);
      const { start, end } = finding.place.span;
      assert.equal(finding.code, code);
      assert.equal(source.slice(start, end), at);
      assert.match(`${finding.error} ${finding.reason} ${finding.resolution}`, words);
      assert.ok(finding.error !== "" && finding.reason !== "" && finding.resolution !== "");
      const whole =
        finding.fix && source.slice(0, start) + finding.fix.replacement + source.slice(end);
      assert.equal(whole, mended);
    });
  }

  test("finds nothing in good expressions", () => {
    for (const source of [
      "$a.b[0]['c d'] + _name",
      "typeof $a == 'string'",
      "lib.env.anything.goes($a)",
      "$list.map((v, i) => v.trim() + i)",
      "{a: 1, b: this.a}",
      "$a ? 1 : ($b ? 2 : 3)",
      "match $a { x if x > 1 => x, _ => 0 }",
      "'%s'.sprintf(pipe.label)",
      "Date.parse($d).plusDays(1).toString('yyyy-MM-dd')",
      "$entity.map(parseFloat).sum(x => x)",
    ]) {
      assert.deepEqual(checkExpression(source, names), [], source);
    }
  });

  test("reports every unknown name, not only the first", () => {
    const codes = checkExpression("_nam + $a.includes(regio)", names).map((item) => item.code);
    assert.deepEqual(codes, [
      "expression-unknown-parameter",
      "expression-unknown-method",
      "expression-unknown-name",
    ]);
  });
});
