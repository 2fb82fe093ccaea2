import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import csvParser from "./csv-parser.ts";

async function parse(
  settings: Readonly<Record<string, string | boolean | number>>,
  content: string | Uint8Array,
) {
  return await runSnap(csvParser, { settings, given: [{ content }] });
}

describe("CSV Parser", () => {
  it("ignores settings it does not know", async () => {
    const outcome = await parse(
      { Containsheaders: true, header_size_error_policy: " Both" },
      "a\n1\n",
    );
    assert.deepEqual(outcome.outputs["output0"], [{ a: "1" }]);
  });

  it("takes a tab as people write it", async () => {
    const outcome = await parse({ delimiter: "\\t" }, "a\tb\n1\t2\n");
    assert.deepEqual(outcome.outputs["output0"], [{ a: "1", b: "2" }]);
  });

  it("takes a blank escape character for none", async () => {
    const outcome = await parse({ escapeChar: "" }, 'a,b\n"C:\\",x\n');
    assert.deepEqual(outcome.outputs["output0"], [{ a: "C:\\", b: "x" }]);
  });

  it("strips a byte order mark", async () => {
    const outcome = await parse({}, Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x31));
    assert.deepEqual(outcome.outputs["output0"], [{ a: "1" }]);
  });

  it("reads another header for each binary", async () => {
    const outcome = await runSnap(csvParser, {
      given: [{ content: "a\n1\n" }, { content: "b\n2\n" }],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ a: "1" }, { b: "2" }]);
  });

  it("puts out what comes before a record that cannot be read, and goes on with the next binary", async () => {
    const outcome = await runSnap(csvParser, {
      given: [{ header: { file: "1" }, content: 'a\n1\n"2' }, { content: "a\n3\n" }],
      errors: [],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ a: "1" }, { a: "3" }]);
    assert.deepEqual(
      outcome.errors.map(({ error, original }) => [error, original]),
      [["Error parsing at line 3", { file: "1" }]],
    );
  });

  const broken: readonly [string, Parameters<typeof parse>[0], RegExp][] = [
    [
      "an unknown charset",
      { charset: "UTF-9" },
      /Unknown character set "UTF-9"[^]*Did you mean "UTF-8"/,
    ],
    ["an unknown policy", { errorPolicy: "Trim record" }, /errorPolicy.* it cannot have/],
    ["a quote of two characters", { quoteCharacter: "''" }, /quoteCharacter.* it cannot have/],
    ["a line break as the delimiter", { delimiter: "\n" }, /`delimiter` cannot be used/],
    ["a negative number of lines", { skipLines: -1 }, /skipLines.* it cannot have/],
    ["a flag that is none", { containsHeader: "maybe" }, /containsHeader.* it cannot have/],
  ];
  for (const [title, settings, words] of broken) {
    it(`refuses ${title}`, async () => {
      const outcome = await parse(settings, "a\n1\n");
      assert.match(outcome.failure ?? "", words);
      assert.deepEqual(outcome.outputs["output0"], []);
    });
  }

  it("refuses a second input without a header or with an unknown type", async () => {
    for (const [content, words] of [
      ["", /The second input has no header/],
      ["a\nnumber\n", /Unknown column type "number"/],
    ] as const) {
      const outcome = await runSnap(csvParser, {
        inputs: ["input0", "input1"],
        given: { input0: [{ content: "1\n" }], input1: [{ content }] },
      });
      assert.match(outcome.failure ?? "", words);
    }
  });
});
