import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { parseCsv, parseCsvText, type ParseCsvOptions } from "./parse-csv.ts";

const options: ParseCsvOptions = {
  delimiter: ",",
  quote: '"',
  escape: "\\",
  trim: true,
  skipBlankLines: true,
  skipLines: 0,
  recordLengthMax: 1_000,
  containsHeader: true,
  validateHeaders: false,
  longRecords: "both",
  batchSizeMax: 3,
  reject: (_, failure) => {
    throw failure;
  },
};

function parse(text: string, changes: Partial<ParseCsvOptions> = {}): Document[] {
  return [...parseCsvText(text, { ...options, ...changes })].flat();
}

/** Documents with a null prototype for comparison, so that `__proto__` counts as a key. */
function entries(documents: readonly Document[]): unknown[] {
  return documents.map((document) => Object.entries(document));
}

function quoteField(field: string): string {
  return `"${field.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`;
}

describe("parsing CSV", () => {
  const cases: readonly [string, string, Document[], Partial<ParseCsvOptions>?][] = [
    ["trims headers and values", "id,MoreThan50K \n 1 ,yes\n", [{ id: "1", MoreThan50K: "yes" }]],
    ["keeps surrounding spaces when told to", "id\n 1 \n", [{ id: " 1 " }], { trim: false }],
    ["keeps spaces between quotes", 'id\n " 1 " \n', [{ id: " 1 " }]],
    ["reads doubled and escaped quotes", 'a,b\n"x""y","x\\"y"\n', [{ a: 'x"y', b: 'x"y' }]],
    [
      "keeps a backslash before other characters",
      'a,b\nC:\\temp,"C:\\temp"\n',
      [{ a: "C:\\temp", b: "C:\\temp" }],
    ],
    ["takes an escaped delimiter as text", "a,b\n1\\,2,3\n", [{ a: "1,2", b: "3" }]],
    ["keeps a quote inside a field", 'a\n5" pipe\n', [{ a: '5" pipe' }]],
    ["keeps text after a closing quote", 'a\n"x"y\n', [{ a: "xy" }]],
    ["ends lines with CR, LF and CRLF alike", "a\r1\n2\r\n3", [{ a: "1" }, { a: "2" }, { a: "3" }]],
    ["keeps line breaks between quotes", 'a\n"1\r\n2"\n', [{ a: "1\r\n2" }]],
    ["passes over blank lines", "a\n\n  \n1\n", [{ a: "1" }]],
    [
      "keeps blank lines when told to",
      "a\n\n1",
      [{ a: "" }, { a: "1" }],
      { skipBlankLines: false },
    ],
    ["keeps a quoted empty line", 'a\n""\n', [{ a: "" }]],
    ["gives null for fields a short record lacks", "a,b\n1\n", [{ a: "1", b: null }]],
    [
      "numbers columns without a header",
      "1,2\n",
      [{ field001: "1", field002: "2" }],
      { containsHeader: false },
    ],
    ["numbers columns with an empty name", "a,\n1,2\n", [{ a: "1", field002: "2" }]],
    ["lets the last of equal names win", "a,a\n1,2\n", [{ a: "2" }]],
    [
      "takes names that are handed in",
      "1\n",
      [{ x: "1" }],
      { containsHeader: false, header: { names: ["x"] } },
    ],
    [
      "passes over leading lines, whatever they hold",
      '"open\r\nnote\na\n1\n',
      [{ a: "1" }],
      { skipLines: 2 },
    ],
    [
      "reads delimiters of several characters",
      "a~~b\n1~2~~3\n",
      [{ a: "1~2", b: "3" }],
      { delimiter: "~~" },
    ],
    ["reads a delimiter beyond ASCII", "a§b\n1§2\n", [{ a: "1", b: "2" }], { delimiter: "§" }],
    ["has no quotes when there is no quote character", 'a\n"1"\n', [{ a: '"1"' }], { quote: "" }],
    [
      "reads a quote that is also the escape character",
      'a\n"x""y"\n',
      [{ a: 'x"y' }],
      { escape: '"' },
    ],
    ["reads a last line without an end", "a,b\n1,", [{ a: "1", b: "" }]],
    ["has no documents for a header alone", "a,b\n", []],
    ["has no documents for nothing", "", []],
  ];
  for (const [title, text, expected, changes] of cases) {
    it(title, () => assert.deepEqual(parse(text, changes), expected));
  }

  it("takes __proto__ and constructor as keys like any other", () => {
    const documents = parse("__proto__,constructor\n1,2\n");
    assert.deepEqual(entries(documents), [
      [
        ["__proto__", "1"],
        ["constructor", "2"],
      ],
    ]);
    assert.equal(Object.getPrototypeOf(documents[0]), Object.prototype);
  });

  it("converts by the types of a header", () => {
    const header = {
      names: ["s", "i", "f", "b", "big"],
      types: ["string", "integer", "float", "boolean", "integer"] as const,
    };
    assert.deepEqual(
      parse("a,1,2.5,TRUE,12345678901234567890\n,,,,\n", { header, containsHeader: false }),
      [
        { s: "a", i: 1, f: 2.5, b: true, big: 12345678901234567890n },
        { s: "", i: null, f: null, b: null, big: null },
      ],
    );
  });

  it("yields batches of at most the limit, none empty", () => {
    const batches = [...parseCsvText("a\n1\n2\n3\n4\n", options)];
    assert.deepEqual(
      batches.map((batch) => batch.length),
      [3, 1],
    );
  });

  it("gives documents of one stream the same keys in the same order", () => {
    for (const document of parse("a,b\n1\n1,2\n"))
      assert.deepEqual(Object.keys(document), ["a", "b"]);
  });

  const text = fc.string({
    unit: fc.constantFrom("a", "b", ",", '"', "\\", "\n", "\r", " ", "é", "~"),
  });

  it("gives the same however the text is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(40)), fc.boolean(), async (csv, cuts, trim) => {
        const changes = { ...options, trim, containsHeader: false, longRecords: "trim" as const };
        const whole = attempt(() => [...parseCsvText(csv, changes)].flat());
        const points = [
          0,
          ...cuts.map((cut) => cut % (csv.length + 1)).toSorted((a, b) => a - b),
          csv.length,
        ];
        const pieces = points.slice(1).map((end, i) => csv.slice(points[i], end));
        const parts = await attemptAsync(() => collect(pieces, changes));
        assert.deepEqual(parts, whole);
      }),
    );
  });

  it("gives the same for plain text whether or not a quoted record follows", () => {
    const plainText = fc.string({ unit: fc.constantFrom("a", ",", "\n", "\r", " ", "~", "é") });
    fc.assert(
      fc.property(plainText, fc.constantFrom(",", "~", "~~"), (csv, delimiter) => {
        const changes = { delimiter, longRecords: "trim", containsHeader: false } as const;
        const header = { names: ["x", "y", "z"] };
        const alone = parse(csv, { ...changes, header });
        const followed = parse(`${csv}\n"q"`, { ...changes, header });
        assert.deepEqual(followed, [...alone, { x: "q", y: null, z: null }]);
      }),
    );
  });

  it("reads what a writer wrote, however plain and quoted records, line ends and pieces mix", async () => {
    const plainField = fc.string({
      unit: fc.constantFrom("a", "b", " ", "é", "~", "'"),
      maxLength: 4,
    });
    const anyField = fc.string({
      unit: fc.constantFrom("a", ",", '"', "\\", "\n", "\r"),
      maxLength: 4,
    });
    const record = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(plainField, plainField).map((fields) => [fields, fields]) },
      {
        weight: 1,
        arbitrary: fc.tuple(anyField, plainField).map(([first, second]) => [
          [first, second],
          [quoteField(first), second],
        ]),
      },
    );
    const lineEnd = fc.oneof(
      { weight: 5, arbitrary: fc.constant("\n") },
      { weight: 3, arbitrary: fc.constant("\r\n") },
      { weight: 1, arbitrary: fc.constant("\r") },
    );
    const records = fc.array(fc.tuple(record, lineEnd), { maxLength: 12 });
    const changes = {
      ...options,
      trim: false,
      header: { names: ["x", "y"] },
      containsHeader: false,
    } as const;
    await fc.assert(
      fc.asyncProperty(records, fc.array(fc.nat(200)), async (written, cuts) => {
        const csv = written.map(([[, fields = []], end]) => fields.join() + end).join("");
        const points = cuts.map((cut) => cut % (csv.length + 1)).toSorted((a, b) => a - b);
        const pieces = [...points, csv.length].map((end, at) => csv.slice(points[at - 1], end));
        const expected = written.map(([[fields = []]]) => ({ x: fields[0], y: fields[1] }));
        assert.deepEqual(await collect(pieces, changes), expected);
      }),
      { numRuns: 500 },
    );
  });

  it("throws nothing but its own failure", () => {
    fc.assert(
      fc.property(text, (csv) => {
        try {
          parse(csv, { longRecords: "trim" });
        } catch (failure) {
          assert.ok(failure instanceof SnapFailure);
        }
      }),
    );
  });
});

describe("CSV that cannot be parsed", () => {
  const broken: readonly [string, string, RegExp, RegExp, Partial<ParseCsvOptions>?][] = [
    [
      "a quote that is never closed",
      'a\n1\n"2\n3\n',
      /^Error parsing at line 3$/,
      /closing quote; found the end/,
    ],
    [
      "a record beyond the limit",
      `a\n${"x".repeat(1_001)}\n`,
      /^Error parsing at line 2$/,
      /at most 1000 characters \(csvRecordLengthMax\)/,
    ],
    [
      "an open quote beyond the limit",
      `a\n"${"x".repeat(5_000)}`,
      /^Error parsing at line 2$/,
      /csvRecordLengthMax|closing quote/,
    ],
    [
      "fields without end",
      `a\n${",".repeat(2_000)}`,
      /^Error parsing at line 2$/,
      /csvRecordLengthMax/,
    ],
    [
      "a record longer than the header",
      "a\n1\n1,2\n",
      /^Error parsing at line 3$/,
      /at most 1 fields, as many as the header has; found 2/,
      { longRecords: "fail" },
    ],
    [
      "a repeated name",
      "a,a\n",
      /^Error parsing at line 1$/,
      /"a" stands there twice/,
      { validateHeaders: true },
    ],
    [
      "an empty name",
      "a,\n",
      /^Error parsing at line 1$/,
      /column 2 has no name/,
      { validateHeaders: true },
    ],
    [
      "a value that is no integer",
      "1.5\n",
      /^Error parsing at line 1$/,
      /Column "n" holds a value that is no integer.*found "1.5"/,
      { containsHeader: false, header: { names: ["n"], types: ["integer"] } },
    ],
    [
      "a value that is no float",
      "x\n",
      /^Error parsing at line 1$/,
      /number such as 4.2; found "x"/,
      { containsHeader: false, header: { names: ["n"], types: ["float"] } },
    ],
    [
      "a value that is no boolean",
      "yes\n",
      /^Error parsing at line 1$/,
      /true or false; found "yes"/,
      { containsHeader: false, header: { names: ["n"], types: ["boolean"] } },
    ],
  ];
  for (const [title, csv, error, reason, changes] of broken) {
    it(`says where and why for ${title}`, () => {
      assert.throws(
        () => parse(csv, changes),
        (failure: unknown) => {
          assert.ok(failure instanceof SnapFailure);
          assert.match(failure.message, error);
          assert.match(failure.reason, reason);
          assert.notEqual(failure.resolution, "");
          return true;
        },
      );
    });
  }

  it("counts lines between quotes and blank ones", () => {
    const rejected: string[] = [];
    const reject = (_: Document, failure: SnapFailure) => void rejected.push(failure.message);
    parse('a\n"1\n2"\n\n1,2\n', { reject });
    assert.deepEqual(rejected, ["Error parsing at line 5"]);
  });

  for (const [policy, documents, errors] of [
    ["both", 2, 1],
    ["trim", 2, 0],
    ["fail", 1, 1],
  ] as const) {
    it(`sends a long record as the policy "${policy}" says, with all its fields as the original`, () => {
      const rejected: Document[] = [];
      const reject = (original: Document) => void rejected.push(original);
      const found = parse("a\n1,extra\n2\n", { reject, longRecords: policy });
      assert.equal(found.length, documents);
      assert.deepEqual(rejected, errors === 0 ? [] : [{ a: "1", field002: "extra" }]);
    });
  }
});

async function collect(pieces: readonly string[], changes: ParseCsvOptions): Promise<Document[]> {
  async function* stream(): AsyncIterable<string> {
    yield* pieces;
  }
  const documents: Document[] = [];
  for await (const batch of parseCsv(stream(), changes)) documents.push(...batch);
  return documents;
}

function attempt(run: () => Document[]): unknown {
  try {
    return entries(run());
  } catch (failure) {
    return String(failure);
  }
}

async function attemptAsync(run: () => Promise<Document[]>): Promise<unknown> {
  try {
    return entries(await run());
  } catch (failure) {
    return String(failure);
  }
}
