import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { parseJson } from "../../../base/json.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { DateTime } from "../../../expr/date/date-time.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import { parsePath } from "../../../expr/path/parse-path.ts";
import type { Document, Value } from "../../../expr/value.ts";
import {
  parseJsonLines,
  parseJsonStream,
  parseJsonText,
  type ParseJsonOptions,
} from "./parse-json-stream.ts";
import { printDocument } from "./print-document.ts";
import { readTypeExtensions, writeTypeExtensions } from "./type-extensions.ts";

const options: ParseJsonOptions = {
  arrayElements: true,
  filterPath: undefined,
  nonStandard: true,
  typeExtensions: false,
  depthMax: 20,
  documentLengthMax: 200,
  batchSizeMax: 3,
};

function parse(text: string, changes: Partial<ParseJsonOptions> = {}): Document[] {
  return parseJsonText(text, { ...options, ...changes });
}

function pathOf(source: string) {
  const parsed = parsePath(source);
  assert.ok(parsed.ok);
  return parsed.path;
}

describe("parsing JSON", () => {
  const cases: readonly [string, string, readonly Value[], Partial<ParseJsonOptions>?][] = [
    ["makes a document of a root object", '{"a":1}', [{ a: 1 }]],
    ["makes a document of each element", '[{"a":1},\n{"a":2}]', [{ a: 1 }, { a: 2 }]],
    [
      "takes roots that follow each other",
      '{"a":1}{"a":2} [{"a":3}]\n{"a":4}',
      [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }],
    ],
    [
      "keeps a root array whole when told to",
      '[{"a":1},2]',
      [[{ a: 1 }, 2]],
      { arrayElements: false },
    ],
    ["has no documents for an empty array", " [ ] ", []],
    ["has no documents for nothing", " \n", []],
    [
      "keeps every digit of a large integer",
      '[{"a":12345678901234567890},{"a":-1}]',
      [{ a: 12345678901234567890n }, { a: -1 }],
    ],
    [
      "is not misled by brackets and quotes in strings",
      '[{"a":"]}\\"["},{"a":"\\\\"}]',
      [{ a: ']}"[' }, { a: "\\" }],
    ],
    ["takes comments", '// one\n[{"a":1}, /* two ] */ {"a":2} # three\n]', [{ a: 1 }, { a: 2 }]],
    ["takes comments inside", '{"a":1, // it\'s } \n "b":2}', [{ a: 1, b: 2 }]],
    ["takes names without quotes, single quotes and trailing commas", "[{a: 'x',},]", [{ a: "x" }]],
    [
      "takes NaN, Infinity, plus signs and leading zeros",
      "{a:NaN,b:-Infinity,c:+1,d:007}",
      [{ a: Number.NaN, b: Number.NEGATIVE_INFINITY, c: 1, d: 7 }],
    ],
    ["takes raw control characters and any escape", '{"a":"x\ty\\q"}', [{ a: "x\tyq" }]],
    [
      "reads what a path finds",
      '{"items":[{"a":1},{"a":2}]}',
      [{ a: 1 }, { a: 2 }],
      { filterPath: pathOf("$.items") },
    ],
    [
      "reads type extensions",
      '{"a":{"_snaptype_localdate":"2018-04-27"}}',
      [{ a: new LocalDate(17_648) }],
      { typeExtensions: true },
    ],
  ];
  for (const [title, text, expected, changes] of cases) {
    it(title, () => assert.deepEqual(parse(text, changes), expected));
  }

  it("takes __proto__ as a key like any other", () => {
    for (const text of ['{"__proto__":{"a":1}}', "{'__proto__':{a:1}}"]) {
      const [document] = parse(text);
      assert.deepEqual(Object.keys(document ?? {}), ["__proto__"]);
      assert.equal(Object.getPrototypeOf(document), Object.prototype);
    }
  });

  it("holds no more of a root array than a document", async () => {
    let count = 0;
    for await (const batch of parseJsonStream(manyElements(), options)) {
      assert.ok(batch.length <= 3);
      count += batch.length;
    }
    assert.equal(count, 1_000);
  });

  const document = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });

  it("reads back whatever was printed, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (documents, size, pretty) => {
          const text = JSON.stringify(documents, undefined, pretty ? 2 : undefined);
          const expected = parseJson(text);
          const limits = { ...options, documentLengthMax: 1_000_000, nonStandard: pretty };
          assert.deepEqual(await collect(text, size, limits), expected);
        },
      ),
    );
  });

  it("throws nothing but its own failure, the same however it is cut", async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        ",",
        ":",
        "a",
        "1",
        " ",
        "\n",
        "/",
        "*",
        "#",
        "\\",
      ),
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (one, size) => {
        const whole = await attempt(() => collect(one, one.length + 1, options));
        const cut = await attempt(() => collect(one, size, options));
        assert.deepEqual(cut, whole);
      }),
    );
  });
});

describe("JSON that cannot be parsed", () => {
  const broken: readonly [string, string, string, RegExp, Partial<ParseJsonOptions>?][] = [
    ["a missing value", '{"a":}', "line 1, column 6", /Expected a value; found "}"/],
    ["a missing colon", '[{"a":1},\n{"b" 2}]', "line 2, column 6", /":" after the name; found "2"/],
    ["a missing comma", '[{"a":1} {"a":2}]', "line 1, column 10", /"," or "]"; found "{"/],
    ["two commas", '[{"a":1},,{"a":2}]', "line 1, column 10", /a value; found ","/],
    ["an array that is never closed", '[{"a":1}', "line 1, column 9", /"]"; found the end/],
    ["an object that is never closed", '{"a":{"b":1}', "line 1, column 1", /the end of the text/],
    ["a string that is never closed", '{"a":"x}', "line 1, column 1", /the end of the text/],
    ["a comment that is never closed", '{"a":1} /* x', "line 1, column 9", /a value; found "\/"/],
    [
      "nesting without end",
      "[".repeat(100),
      "line 1, column 22",
      /at most 20 levels \(jsonDepthMax\)/,
    ],
    ["an unknown word", '{"a":nil}', "line 1, column 6", /a value; found "nil"/],
    [
      "a single quote in standard JSON",
      "{'a':1}",
      "line 1, column 2",
      /a name in double quotes; found "'"/,
      { nonStandard: false },
    ],
    [
      "a comment in standard JSON",
      "[{}, // x\n]",
      "line 1, column 6",
      /a value; found "\/"/,
      { nonStandard: false },
    ],
    [
      "a trailing comma in standard JSON",
      '[{"a":1},]',
      "line 1, column 10",
      /a value after the comma/,
      { nonStandard: false },
    ],
    [
      "an element that is no object",
      '[{"a":1},\n 2]',
      "line 2, column 2",
      /an object for each document; found 2/,
    ],
    [
      "a document beyond the limit",
      `{"a":"${"x".repeat(300)}"`,
      "line 1, column 1",
      /at most 200 characters \(jsonDocumentLengthMax\)/,
    ],
    ["a closing bracket alone", "]", "line 1, column 1", /a value; found "]"/],
  ];
  for (const [title, text, place, reason, changes] of broken) {
    it(`says where and why for ${title}`, () => {
      assert.throws(
        () => parse(text, changes),
        (failure: unknown) => {
          assert.ok(failure instanceof SnapFailure);
          assert.equal(failure.message, `Cannot read JSON at ${place}`);
          assert.match(failure.reason, reason);
          return true;
        },
      );
    });
  }

  it("rejects a bad line of JSON Lines and goes on", async () => {
    const rejected: [Document, string][] = [];
    const reject = (original: Document, failure: SnapFailure) =>
      void rejected.push([original, failure.message]);
    const documents: Document[] = [];
    for await (const batch of parseJsonLines(cutLines(), { ...options, reject }))
      documents.push(...batch);
    assert.deepEqual(documents, [{ a: 1 }, { a: 4 }]);
    assert.deepEqual(rejected, [
      [{ line: 2, content: '{"a":' }, "Cannot read JSON at line 2, column 6"],
      [{ line: 3, content: "3" }, "Cannot read JSON at line 3, column 1"],
    ]);
  });
});

describe("printing documents", () => {
  it("prints integers without a fraction, big ones with all digits, dates as ISO text and bytes as Base64", () => {
    const document = {
      i: 3,
      f: 1.5,
      big: 12345678901234567890n,
      at: new DateTime(0),
      day: new LocalDate(0),
      bytes: Uint8Array.of(104, 105),
      buffer: Buffer.from("hi"),
      deep: [{ n: 1n }],
      nan: Number.NaN,
    };
    assert.equal(
      printDocument(document),
      '{"i":3,"f":1.5,"big":12345678901234567890,"at":"1970-01-01T00:00:00.000Z","day":"1970-01-01","bytes":"aGk=","buffer":"aGk=","deep":[{"n":1}],"nan":null}',
    );
  });

  it("prints __proto__ as the key it is", () => {
    const [document] = parse('{"__proto__":12345678901234567890}');
    assert.equal(printDocument(document ?? null), '{"__proto__":12345678901234567890}');
  });

  it("gives dates and bytes back through type extensions", () => {
    const values: Value = {
      a: [new DateTime(1_524_859_438_453), new DateTime(0, "+05:30")],
      b: new LocalDateTime(1_524_859_438_453),
      c: { d: new LocalDate(17_648), e: new LocalTime(72_238_453) },
      f: new Uint8Array([1, 2, 3]),
    };
    const text = printDocument(writeTypeExtensions(values));
    const back: Value = JSON.parse(text);
    assert.deepEqual(readTypeExtensions(back), values);
  });

  it("reads and writes an instant in the documented form, zone and all", () => {
    const documented = { _snaptype_datetime: "2018-04-27T20:03:58.453 UTC" };
    const instant = new DateTime(1_524_859_438_453);
    assert.deepEqual(readTypeExtensions(documented), instant);
    assert.deepEqual(writeTypeExtensions(instant), documented);
    const inNewYork = new DateTime(1_524_859_438_453, "America/New_York");
    assert.deepEqual(readTypeExtensions(writeTypeExtensions(inNewYork)), inNewYork);
  });

  it("leaves what only looks like a type extension as it is", () => {
    const value = { a: { _snaptype_localdate: "2018-02-30" }, b: { _snaptype_localdate: 1 } };
    assert.deepEqual(readTypeExtensions(value), value);
  });
});

async function collect(text: string, size: number, changes: ParseJsonOptions): Promise<Document[]> {
  async function* pieces(): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const documents: Document[] = [];
  for await (const batch of parseJsonStream(pieces(), changes)) documents.push(...batch);
  return documents;
}

async function attempt(run: () => Promise<Document[]>): Promise<unknown> {
  try {
    return await run();
  } catch (failure) {
    assert.ok(failure instanceof SnapFailure, String(failure));
    return failure.message + failure.reason;
  }
}

async function* manyElements(): AsyncIterable<string> {
  yield "[";
  for (let i = 0; i < 1_000; i++)
    yield `${i === 0 ? "" : ","}{"id":${i},"text":"${"x".repeat(100)}"}`;
  yield "]";
}

async function* cutLines(): AsyncIterable<string> {
  yield '{"a":1}\n{"a":\n3';
  yield '\n{"a":4}';
}
