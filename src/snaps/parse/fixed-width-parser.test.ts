import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { wordsOf } from "../../../test/support/words-of.ts";
import { believe } from "../../base/believe.ts";
import type { Limits } from "../../base/limits.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import type { Document } from "../../expr/value.ts";
import fixedWidthFormatter from "../format/fixed-width-formatter.ts";
import { contentOf } from "../support/binary/content.ts";
import { decodeText } from "../support/text/decode-text.ts";
import { splitLines } from "../support/text/split-lines.ts";
import fixedWidthParser from "./fixed-width-parser.ts";

type Settings = Readonly<Record<string, ExampleSetting>>;

const columns = [
  { columnName: "a", startPosition: 1, endPosition: 3, trim: true },
  { columnName: "b", startPosition: 4, endPosition: 5 },
];

async function parse(
  content: string | Uint8Array,
  settings: Settings = {},
  limits: Partial<Limits> = {},
) {
  const example = { settings: { fieldConfig: columns, ...settings }, given: [{ content }] };
  return await runSnap(fixedWidthParser, { ...example, errors: [] }, { limits });
}

async function documentsOf(...call: Parameters<typeof parse>): Promise<unknown> {
  const outcome = await parse(...call);
  assert.deepEqual([outcome.failure, outcome.errors], [undefined, []]);
  return outcome.outputs["output0"];
}

async function linesOf(bytes: Uint8Array, cut: number, separator: string) {
  const content = contentOf(bytes.subarray(0, cut), bytes.subarray(cut));
  const text = decodeText(content, "utf-8", new AbortController().signal);
  const lines: string[] = [];
  for await (const some of splitLines(text, { separator, lineLengthMax: 100 })) lines.push(...some);
  return lines;
}

describe("Fixed Width Parser", () => {
  it("has what there is of a line that is too short", async () => {
    assert.deepEqual(await documentsOf("xyz12\nxyz1\nx\n"), [
      { a: "xyz", b: "12" },
      { a: "xyz", b: "1" },
      { a: "x", b: "" },
    ]);
  });

  it("counts a character beyond the basic plane as one", async () => {
    assert.deepEqual(await documentsOf("😀é 12"), [{ a: "😀é", b: "12" }]);
  });

  it("takes other separators and charsets", async () => {
    const latin = Buffer.from("é  12|xyz34", "latin1");
    const settings = { lineSeparator: "|", charset: "ISO-8859-1" };
    assert.deepEqual(await documentsOf(latin, settings), [
      { a: "é", b: "12" },
      { a: "xyz", b: "34" },
    ]);
    assert.deepEqual(await documentsOf("x\\n\r\ny", { lineSeparator: "" }), [
      { a: "x\\n", b: "" },
      { a: "y", b: "" },
    ]);
  });

  it("passes over lines by rules, and over more lines than there are", async () => {
    const ignoreLines = [
      { function: "endsWith", value: ";" },
      { function: "contains", value: "--" },
      { function: "startsWith", value: "" },
    ];
    assert.deepEqual(await documentsOf("x;\na--b\nok", { ignoreLines }), [{ a: "ok", b: "" }]);
    assert.deepEqual(await documentsOf("x\ny", { skipLines: 9 }), []);
  });

  it("gives every binary its own lines to pass over", async () => {
    const outcome = await runSnap(fixedWidthParser, {
      settings: { fieldConfig: columns, skipLines: 1 },
      given: [{ content: "h\nx" }, { content: "h\ny" }],
    });
    assert.deepEqual(outcome.outputs["output0"], [
      { a: "x", b: "" },
      { a: "y", b: "" },
    ]);
  });

  it("reads the same lines whatever the pieces they come in", async () => {
    for (const [text, separator] of [
      ["aé\r\nb\n\nc😀", "\n"],
      ["a||b|c||||d", "||"],
    ] as const) {
      const bytes = Buffer.from(text);
      const whole = text.split(separator).map((line) => line.replace(/\r$/, ""));
      for (let cut = 0; cut <= bytes.length; cut++) {
        assert.deepEqual(await linesOf(bytes, cut, separator), whole, `${cut}`);
      }
    }
  });

  it("reads back what the Fixed Width Formatter writes", async () => {
    const word = fc.stringMatching(/^[!-~é😀]{1,5}$/u);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: word, b: word }, { noNullPrototype: true }), { minLength: 1 }),
        async (given) => {
          const fieldConfig = [
            { columnName: "$a", fieldWidth: 5 },
            { columnName: "$b", fieldWidth: 7, alignment: "RIGHT" },
          ];
          const made = await runSnap(fixedWidthFormatter, { settings: { fieldConfig }, given });
          const [binary] = believe<readonly { content: string }[]>(made.outputs["output0"]);
          const read = [
            { columnName: "a", startPosition: 1, endPosition: 5, trim: true },
            { columnName: "b", startPosition: 6, endPosition: 12, trim: true },
          ];
          assert.deepEqual(await documentsOf(binary?.content ?? "", { fieldConfig: read }), given);
        },
      ),
      { numRuns: 30 },
    );
  });

  const broken: readonly [string, Settings, Partial<Limits>, RegExp][] = [
    ["no columns", { fieldConfig: [] }, {}, /fieldConfig/],
    [
      "a column without a position",
      { fieldConfig: [{ columnName: "a" }] },
      {},
      /"a" cannot be read|startPosition/,
    ],
    [
      "a position before the first",
      { fieldConfig: [{ columnName: "a", startPosition: 0, endPosition: 2 }] },
      {},
      /found 0 and 2/,
    ],
    [
      "a position that is none",
      { fieldConfig: [{ columnName: "a", startPosition: "x", endPosition: 2 }] },
      {},
      /startPosition.* it cannot have/,
    ],
    [
      "a negative position",
      { fieldConfig: [{ columnName: "a", startPosition: -1, endPosition: 2 }] },
      {},
      /startPosition.* it cannot have/,
    ],
    [
      "an unknown rule",
      { ignoreLines: [{ function: "begins", value: "x" }] },
      {},
      /function.* it cannot have/,
    ],
    ["an unknown charset", { charset: "UTF-9" }, {}, /Unknown character set "UTF-9"/],
    ["negative lines", { skipLines: -1 }, {}, /skipLines.* it cannot have/],
    ["a line without end", {}, { lineLengthMax: 3 }, /Line 2 is too long[^]*\(lineLengthMax\)/],
  ];
  for (const [title, settings, limits, words] of broken) {
    it(`refuses ${title}`, async () => {
      const outcome = await parse("ab\nabcdef", settings, limits);
      assert.match(outcome.failure ?? wordsOf(outcome.errors[0]), words);
    });
  }
});

describe("Fixed Width Formatter", () => {
  const fieldConfig = [{ columnName: "$a", fieldWidth: 2 }];
  for (const [title, document, settings, words] of [
    ["a value that is too long", { a: 123 }, {}, /at most 2 characters in column 1; found "123"/],
    ["a line break", { a: "\n" }, {}, /would break its line/],
    ["the separator", { a: "|" }, { lineSeparator: "|" }, /would break its line/],
    ["a list that is too long", { a: [1, 2] }, {}, /found "\[1,2\]"/],
    [
      "a width of nothing",
      {},
      { fieldConfig: [{ columnName: "$a", fieldWidth: 0 }] },
      /column 1 has no width/,
    ],
    [
      "a charset that cannot be written",
      {},
      { charset: "shift_jis" },
      /Cannot write the character set/,
    ],
    [
      "a padding of two characters",
      {},
      { fieldConfig: [{ columnName: "$a", fieldWidth: 1, paddingCharacter: "ab" }] },
      /paddingCharacter.* it cannot have/,
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const outcome = await runSnap(fixedWidthFormatter, {
        settings: { fieldConfig, ...settings },
        given: [believe<Document>(document)],
      });
      assert.match(outcome.failure ?? "", words);
    });
  }
});
