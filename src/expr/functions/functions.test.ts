import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate, failureOf } from "../scope-for-tests.ts";
import type { Value } from "../value.ts";

type Facts = readonly (readonly [source: string, value: Value])[];

const text: Facts = [
  ["'foo bar-baz'.camelCase()", "fooBarBaz"],
  ["'fooBar XMLFile 12'.kebabCase()", "foo-bar-xml-file-12"],
  ["'Foo Bar'.snakeCase()", "foo_bar"],
  ["'hELLO'.capitalize()", "Hello"],
  ["'abc'.charAt(1) + 'abc'.charCodeAt(0)", "b97"],
  ["'a'.concat('b', 1, null)", "ab1null"],
  ["'abc'.contains('c') && !'abc'.contains('a', 1)", true],
  ["'abc'.startsWith('ab') && 'abc'.endsWith('bc')", true],
  ["['abcb'.indexOf('b'), 'abcb'.lastIndexOf('b'), 'abc'.indexOf('z')]", [1, 3, -1]],
  ["'Abc'.lowerFirst() + 'abc'.upperFirst()", "abcAbc"],
  ["'a'.localeCompare('b') < 0", true],
  ["'x-12-y-3'.match(/\\d+/g)", ["12", "3"]],
  ["'x-12'.match('z')", null],
  ["'x-12'.match(/(\\w)-(\\d)/)", ["x-1", "x", "1"]],
  ["'ab'.repeat(3)", "ababab"],
  ["'a.a.a'.replace('.', '-')", "a-a.a"],
  ["'01/02/20'.replace(/\\//g, '')", "010220"],
  ["'a.a.a'.replaceAll('.', '-')", "a-a-a"],
  ["'John Smith'.replace(/(\\w+) (\\w+)/, '$2, $1')", "Smith, John"],
  ["'abc'.replace(/(b)/, (all, one) => one.toUpperCase() + all)", "aBbc"],
  ["'a$b'.replace('$', '$$-$&')", "a$-$b"],
  ["'abc'.search(/c/)", 2],
  ["'abcdef'.slice(-3, -1) + 'abcdef'.substr(1, 2) + 'abcdef'.substring(4, 2)", "debccd"],
  ["'a,b,c'.split(',')", ["a", "b", "c"]],
  ["'a1b2c'.split(/\\d/, 2)", ["a", "b"]],
  ["' x '.trim() + ' y'.trimLeft() + 'z '.trimRight()", "xyz"],
  ["'abc'.toUpperCase() + 'ABC'.toLowerCase()", "ABCabc"],
  [
    "'%s|%d|%05d|%.2f|%x|%%|%-4s|%+d|%,d'.sprintf('a', 7.9, 42, 3.14159, 255, 'b', 5, 1234567)",
    "a|7|00042|3.14|ff|%|b   |+5|1,234,567",
  ],
  ["'%2$s %1$s'.sprintf('a', 'b')", "b a"],
  ["String.fromCharCode(72, 105)", "Hi"],
];

const numbers: Facts = [
  ["(3.14159).toFixed(2)", "3.14"],
  ["(1234.5).toExponential(2)", "1.23e+3"],
  ["(1234.5).toPrecision(3)", "1.23e+3"],
  ["(255).toString(16) + (5).toString()", "ff5"],
  ["Math.round(2.5) + Math.floor(-1.5) + Math.ceil(1.2) + Math.trunc(-1.9)", 2],
  ["[Math.max(1, '12', 3), Math.min(4, 2)]", [12, 2]],
  ["Math.pow(2, 10) + Math.sqrt(16) + Math.abs(-1) + Math.sign(-3)", 1028],
  ["Math.hypot(3, 4) + Math.cbrt(27)", 8],
  ["Math.random()", 0.5],
  ["Math.randomUUID()", "88888888-8888-4888-8888-888888888888"],
  ["Math.PI > 3.14 && Math.SQRT2 < 1.5", true],
  ["Math.abs(-12345678901234567890)", 12345678901234567890n],
  ["parseInt('0x10') + parseInt('12.34') + parseInt('11', 2)", 31],
  ["parseInt(1/2)", 0],
  ["parseFloat('12.34.56') + parseFloat('1.23e5')", 123012.34],
  ["isNaN(parseInt('x')) && isFinite('5') && !isFinite(1/0)", true],
];

const arrays: Facts = [
  ["[1].concat([2, 3], 4)", [1, 2, 3, 4]],
  ["[1, 2, 3, 4].filter((v, i, all) => v > 1 && i < all.length - 1)", [2, 3]],
  ["[1, 2, 3].find(x => x > 1)", 2],
  ["[1, 2, 3].find(x => x > 9)", null],
  ["[1, 2, 3].findIndex(x => x == 3)", 2],
  ["[[1, 2, 1].indexOf(1, 1), [1, 2, 1].lastIndexOf(1), [].indexOf(1)]", [2, 2, -1]],
  ["[1, null, 'a'].join('-') + [1, 2]", "1--a1,2"],
  [
    "[1, 2].map((v, i) => ({v: v, i: i}))",
    [
      { v: 1, i: 0 },
      { v: 2, i: 1 },
    ],
  ],
  ["['1.5', '2'].map(parseFloat)", [1.5, 2]],
  ["[1, 2, 3].reduce((sum, x, i) => sum + x * i)", 9],
  ["['a', 'b'].reduceRight((all, x) => all + x, '')", "ba"],
  ["[10, 9, 1].sort()", [1, 9, 10]],
  ["['b', 'a', 'C'].sort()", ["C", "a", "b"]],
  ["[1, 2, 3].sort((a, b) => b - a)", [3, 2, 1]],
  ["[1, 2, 3, 4].splice(1, 2, 'x')", [2, 3]],
  ["[1, 2, 3].slice(-2)", [2, 3]],
  ["[3].unshift(1, 2)", 3],
  ["[].pop()", null],
  ["[{n: 1}, {n: 2}].sum(x => x.n) + [1, '2'].sum()", 6],
  ["[{k: 'a', v: 1}].toObject(x => x.k, x => x.v)", { a: 1 }],
];

const objects: Facts = [
  [
    "{a: 1, b: 2}.entries()",
    [
      ["a", 1],
      ["b", 2],
    ],
  ],
  ["{a: 1}.extend({b: 2}, [['c', 3]], {a: 4})", { a: 4, b: 2, c: 3 }],
  ["{a: 1, b: 2}.filter((value, key) => key != 'a' && value == 2)", { b: 2 }],
  ["{a: 1}.get('a') + {a: 1}.get('b', 5)", 6],
  ["{a: null}.get('a', 5)", null],
  ["[{a: [1, 2]}.getFirst('a'), {a: 3}.getFirst('a'), {}.getFirst('a', 4)]", [1, 3, 4]],
  ["[{a: {b: 1}}.hasOwnProperty('a.b'), {}.hasOwnProperty('toString')]", [true, false]],
  ["[{a: {b: 1}}.hasPath('a.b'), {a: null}.hasPath('a'), {}.hasPath('a')]", [true, false, false]],
  ["[{}.isEmpty(), {a: 1}.isEmpty()]", [true, false]],
  ["{a: 1}.mapKeys((value, key) => key.toUpperCase() + value)", { A1: 1 }],
  ["{a: 1, b: 2}.mapValues((value, key) => key + value)", { a: "a1", b: "b2" }],
  ["{a: {x: 1}, b: 1}.merge({a: {y: 2}, b: 2})", { a: { x: 1, y: 2 }, b: 2 }],
  ["{a: 1}.toString()", '{"a":1}'],
  ["{a: 1}.keys().concat({a: 1}.values())", ["a", 1]],
  ["Object.keys({a: 1}).concat(Object.values({a: 2}), Object.entries({b: 3}))", ["a", 2, ["b", 3]]],
];

const others: Facts = [
  ["JSON.parse('{\"a\": [1, 12345678901234567890]}')", { a: [1, 12345678901234567890n] }],
  ["JSON.stringify({a: 1, b: [true, null]})", '{"a":1,"b":[true,null]}'],
  ["JSON.stringify({a: 1}, null, 2)", '{\n  "a": 1\n}'],
  ["JSON.stringify({a: 1, b: 2}, ['b'])", '{"b":2}'],
  ["JSON.stringify({a: 1}, (key, value) => key == 'a' ? 2 : value)", '{"a":2}'],
  ["Base64.decode(Base64.encode('héllo'))", "héllo"],
  ["Base64.encode('hello')", "aGVsbG8="],
  ["Digest.md5('hello')", "5d41402abc4b2a76b9719d911017c592"],
  ["Digest.sha1('hello')", "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"],
  ["Digest.sha256('').slice(0, 8) + Digest.sha512('').slice(0, 8)", "e3b0c442cf83e135"],
  ["GZip.decompress(GZip.compress('hello')).toString()", "hello"],
  ["Base64.decodeGZip(Base64.encode(GZip.compress('hello')))", "hello"],
  ["Base64.decodeAsBinary('aGk=').concat('!').toString()", "hi!"],
  ["iconv.decode(iconv.encode('é', 'ISO-8859-1'), 'ISO-8859-1')", "é"],
  ["HTML.encode('<a & \"b\">')", "&lt;a &amp; &quot;b&quot;&gt;"],
  ["HTML.decode('&lt;&#65;&#x42;&amp;&unknown;')", "<AB&&unknown;"],
  ["encodeURIComponent('a b/ü') + decodeURIComponent('%C3%BC')", "a%20b%2F%C3%BCü"],
  ["encodeURI('a b/') + decodeURI('%20')", "a%20b/ "],
  ["escape('ü ł') + unescape('%FC%u0142')", "%FC%20%u0142üł"],
  ["[sl.ensureArray(1), sl.ensureArray([1]), sl.ensureArray(null)]", [[1], [1], []]],
  [
    "[sl.range(3), sl.range(1, 3), sl.range(4, 0, -2)]",
    [
      [0, 1, 2],
      [1, 2],
      [4, 2],
    ],
  ],
  [
    "sl.zip([1, 2], ['a', 'b'])",
    [
      [1, "a"],
      [2, "b"],
    ],
  ],
  ["sl.zipObject(['a', 'b'], [1])", { a: 1, b: null }],
  ["Date.now().getTime() - Date.parse('2020-01-02T03:04:05Z').getTime()", 0],
  ["Date.parse('2020-01-03') > Date.parse('2020-01-02')", true],
  ["Date.parse('1970-01-01T00:00:01Z') == 1000", true],
  ["Date.parse('2020-01-03') - Date.parse('2020-01-02')", 86_400_000],
  ["LocalDate.parse('2020-01-02') instanceof LocalDate", true],
  ["Date.parse('2018-04-27').getDay() == 5 && Date.parse('2018-04-27').getMonth() == 4", true],
];

const families = { text, numbers, arrays, objects, others };

for (const [family, facts] of Object.entries(families)) {
  describe(`functions of ${family}`, () => {
    for (const [source, value] of facts) {
      test(`${source} has its documented value`, () => {
        assert.deepEqual(evaluate(source), value);
      });
    }
  });
}

describe("functions that cannot do their work", () => {
  const failing: readonly (readonly [source: string, code: string, words: RegExp])[] = [
    ["[1].map(1)", "wrong-argument", /needs a function.*found the number 1/],
    ["[].reduce((a, b) => a)", "wrong-argument", /start value/],
    ["(1).toFixed(200)", "wrong-argument", /0 to 100/],
    ["(1).toString(99)", "wrong-argument", /2 to 36/],
    ["'%q'.sprintf(1)", "wrong-argument", /%q/],
    ["'%s %s'.sprintf(1)", "wrong-argument", /no value for %s/],
    ["JSON.parse('{')", "wrong-argument", /JSON\.parse/],
    ["decodeURIComponent('%')", "wrong-argument", /%25/],
    ["Base64.decode('***')", "wrong-argument", /Base64/],
    ["GZip.decompress('x')", "wrong-argument", /unpack/],
    ["iconv.encode('x', 'EBCDIC')", "wrong-argument", /EBCDIC/],
    ["sl.range(1, 2, 0)", "wrong-argument", /step other than 0/],
    ["sl.gethostbyname('x')", "not-supported", /network/],
    ["{}.extend(1)", "wrong-argument", /needs an object/],
    ["'x'.match('(')", "wrong-argument", /cannot be read/],
    ["eval('1 +')", "wrong-argument", /eval cannot read/],
    ["jsonPath($, '$a[')", "wrong-argument", /jsonPath cannot read/],
    ["[...1]", "wrong-argument", /Expected a list/],
    ["(1)(2)", "not-a-function", /is not a function/],
  ];
  for (const [source, code, words] of failing) {
    test(`${source} fails and says why`, () => {
      const failure = failureOf(source);
      assert.equal(failure.code, code);
      assert.match(`${failure.message} ${failure.reason} ${failure.resolution}`, words);
    });
  }
});
