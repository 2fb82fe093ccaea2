import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import type { Document } from "../../../expr/value.ts";
import { parseTemplate } from "./parse-template.ts";
import { renderTemplate } from "./render-template.ts";

const document: Document = {
  name: "Ada",
  order: { id: 7, "line-count": 2, lines: [{ sku: "a" }, { sku: "b" }] },
  numbers: [1, 2, 3],
  empty: [],
  none: null,
  no: false,
  day: new LocalDate(0),
  big: 12345678901234567890n,
};

function render(template: string, stepsMax = 1_000, outputLengthMax = 10_000): string {
  return renderTemplate(parseTemplate(template, 20), {
    parameters: { city: "Paris", unset: null },
    document,
    stepsMax,
    outputLengthMax,
  });
}

describe("rendering a template", () => {
  const cases: readonly [string, string, string][] = [
    [
      "leaves text alone",
      '{"price": "$5", "tag": "#1", "path": "a\\\\b"}',
      '{"price": "$5", "tag": "#1", "path": "a\\\\b"}',
    ],
    ["takes line comments out with their line break", "## note\na ## b\nc", "a c"],
    ["takes block comments out", "a#* x\n y *#b", "ab"],
    ["puts raw text in", "#[[$name #if(]]#", "$name #if("],
    ["puts in a field", "$name ${name}s $!name", "Ada Adas Ada"],
    ["puts in a nested field", "$order.id ${order.line-count} $order['line-count']", "7 2 2"],
    ["puts in an element", "$order.lines[1].sku $numbers[0]", "b 1"],
    ["puts in a pipeline parameter", "$_city ${_city}", "Paris Paris"],
    [
      "puts in maps and lists as JSON, dates and large integers as text",
      "$order.lines $day $big",
      '[{"sku":"a"},{"sku":"b"}] 1970-01-01 12345678901234567890',
    ],
    [
      "writes a reference without a value as it stands",
      "$missing ${a.b} $none $_unset",
      "$missing ${a.b} $none $_unset",
    ],
    ["writes nothing for a quiet reference without a value", "[$!missing$!{a.b}]", "[]"],
    ["writes an escaped reference out", "\\$name \\$missing", "$name \\$missing"],
    [
      "does not reach what is not the document's own",
      "$constructor $order.__proto__ $name.length",
      "$constructor $order.__proto__ $name.length",
    ],
    ["takes a branch", "#if($no)a#elseif($order.id == 7)b#{else}c#end", "b"],
    ["takes the else", "#if($missing || $empty || $none)a#{else}c#end", "c"],
    [
      "compares and computes",
      "#set($x = 1 + 2 * 3)#set($y = 7 / 2)$x $y #if($x >= 7 && !($x != 7))ok#end",
      "7 3 ok",
    ],
    ["compares by words", "#if($order.id gt 6 and $order.id le 7 and not $no)ok#end", "ok"],
    ["joins text", '#set($x = "$name" + "!")$x', "Ada!"],
    ["loops over a list", "#foreach($n in $numbers)$n#if($foreach.hasNext),#end#end", "1,2,3"],
    [
      "loops over a range and counts",
      "#foreach($i in [3..1])$i:$foreach.index:$velocityCount #end",
      "3:0:1 2:1:2 1:2:3 ",
    ],
    ["loops over the values of a map", "#foreach($v in $order.lines[0])$v#end", "a"],
    ["loops over nothing", "[#foreach($v in $missing)x#end]", "[]"],
    ["forgets the loop's names after it", "#foreach($n in [1])$n#end$n $foreach", "1$n $foreach"],
    [
      "keeps the outer loop's state",
      "#foreach($a in [1,2])#foreach($b in [1])#end$foreach.count#end",
      "12",
    ],
  ];
  for (const [title, template, expected] of cases) {
    it(title, () => assert.equal(render(template), expected));
  }

  it("throws nothing but its own failure", () => {
    const piece = fc.constantFrom(
      "$",
      "#",
      "{",
      "}",
      "(",
      ")",
      "if",
      "foreach",
      "set",
      "end",
      "else",
      "name",
      " in ",
      "[",
      "]",
      "=",
      '"',
      "'",
      "\\",
      "*",
      ".",
      "1",
      "\n",
      "!",
      "##",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          render(pieces.join(""));
        } catch (failure) {
          assert.ok(failure instanceof SnapFailure, String(failure));
        }
      }),
    );
  });
});

describe("a template that cannot be rendered", () => {
  const broken: readonly [string, string, RegExp, RegExp][] = [
    [
      "an if without an end",
      "a\n#if($name)b",
      /line 2, column 12/,
      /`#end` of `#if`; found the end/,
    ],
    [
      "an end without a start",
      "a #end",
      /line 1, column 3/,
      /no `#else`, `#elseif` or `#end` without an `#if`/,
    ],
    [
      "a loop without a list",
      "#foreach($a)x#end",
      /line 1, column 12/,
      /`in` between the name and the list/,
    ],
    ["a set without a value", "#set($a)", /line 1, column 8/, /`=` after the name/],
    ["a condition without an end", "#if($a b)", /line 1, column 7/, /`\)` after the condition/],
    [
      "a call of a method",
      '$name.getClass().forName("x")',
      /line 1, column 1/,
      /methods cannot be called/,
    ],
    ["an open brace", "${name", /line 1, column 7/, /`}` after the reference/],
    ["an open comment", "#* x", /line 1, column 1/, /a comment that ends with/],
    ["nesting without end", "#if(1)".repeat(30), /line 1/, /at most 20 levels/],
  ];
  for (const [title, template, place, reason] of broken) {
    it(`says where and why for ${title}`, () => {
      assert.throws(
        () => render(template),
        (failure: unknown) => {
          assert.ok(failure instanceof SnapFailure);
          assert.match(failure.message, place);
          assert.match(failure.reason, reason);
          return true;
        },
      );
    });
  }

  it("stops past the limit of steps", () => {
    const loop = "#foreach($i in [1..40])#foreach($j in [1..40])x#end#end";
    assert.throws(() => render(loop), { reason: /at most 1000 steps \(templateStepsMax\)/ });
    assert.throws(() => render("#set($x = [1..999999999])"), { reason: /templateStepsMax/ });
  });

  it("stops past the limit of output", () => {
    const doubling = '#set($x = "$name")#foreach($i in [1..40])#set($x = "$x$x")#end';
    assert.throws(() => render(doubling), {
      reason: /10000 characters \(templateOutputLengthMax\)/,
    });
    const joining = "#set($x = 'ab')#foreach($i in [1..40])#set($x = $x + $x)#end";
    assert.throws(() => render(joining), { reason: /templateOutputLengthMax/ });
  });
});
