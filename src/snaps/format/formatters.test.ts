import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import type { ExampleSetting, SnapDefinition } from "../../engine/define-snap.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { Document } from "../../expr/value.ts";
import csvParser from "../parse/csv-parser.ts";
import jsonParser from "../parse/json-parser.ts";
import csvFormatter from "./csv-formatter.ts";
import jsonFormatter from "./json-formatter.ts";

interface Formatted {
  readonly header: Document;
  readonly content: string;
}

async function format(
  snap: SnapDefinition,
  given: readonly Document[],
  settings: Readonly<Record<string, ExampleSetting>> = {},
): Promise<readonly Formatted[]> {
  const outcome = await runSnap(snap, { settings, given });
  assert.equal(outcome.failure, undefined);
  return believe<readonly Formatted[]>(outcome.outputs["output0"]);
}

async function contentOf(...call: Parameters<typeof format>): Promise<string | undefined> {
  return (await format(...call))[0]?.content;
}

describe("JSON Formatter", () => {
  it("joins batches into one array", async () => {
    const documents = [1, 2, 3, 4, 5].map((id) => ({ id }));
    const content = await contentOf(jsonFormatter, documents);
    assert.equal(content, '[{"id":1},\n{"id":2},\n{"id":3},\n{"id":4},\n{"id":5}]');
  });

  it("indents when told to, but not JSON Lines", async () => {
    const given = [{ a: 1 }];
    assert.equal(await contentOf(jsonFormatter, given, { prettyPrint: true }), '[{\n  "a": 1\n}]');
    const lines = { prettyPrint: true, jsonLines: true };
    assert.equal(await contentOf(jsonFormatter, given, lines), '{"a":1}\n');
  });

  it("writes an empty binary for no JSON Lines", async () => {
    assert.equal(await contentOf(jsonFormatter, [], { jsonLines: true }), "");
  });

  it("writes dates as text, or as type extensions when told to", async () => {
    const given = [{ day: new LocalDate(0) }];
    assert.equal(await contentOf(jsonFormatter, given), '[{"day":"1970-01-01"}]');
    assert.equal(
      await contentOf(jsonFormatter, given, { supportTypeExts: true }),
      '[{"day":{"_snaptype_localdate":"1970-01-01"}}]',
    );
  });

  it("passes over the blank row that exports carry for headers", async () => {
    const header = [{ expression: { expression: "" }, targetPath: "" }];
    const [formatted] = await format(jsonFormatter, [{ a: 1 }], { header });
    assert.deepEqual(formatted?.header, { "content-type": "application/json" });
  });

  it("evaluates the header of each document that makes a binary of its own", async () => {
    const found = await format(jsonFormatter, [{ id: 1 }, { id: 2 }], {
      formatSingleDocument: true,
      header: [{ expression: { expression: "$id" }, targetPath: "$id" }],
    });
    assert.deepEqual(
      found.map(({ header }) => header["id"]),
      [1, 2],
    );
  });

  it("rejects a document without the content and goes on", async () => {
    const outcome = await runSnap(jsonFormatter, {
      settings: { formatSingleDocument: true, contentPath: "$a" },
      given: [{ b: 1 }, { a: 2 }],
      errors: [],
    });
    assert.deepEqual(
      outcome.errors.map((error) => error["original"]),
      [{ b: 1 }],
    );
    assert.deepEqual(
      believe<readonly Formatted[]>(outcome.outputs["output0"]).map(({ content }) => content),
      ["2"],
    );
  });

  it("rejects documents of every batch, however late the bytes are read", async () => {
    const given = [1, 2, 3, 4, 5, 6, 7].map((id) => (id % 2 === 0 ? { id } : { a: id }));
    const outcome = await runSnap(jsonFormatter, {
      settings: { contentPath: "$a" },
      given,
      errors: [],
    });
    assert.deepEqual(
      outcome.errors.map((error) => error["original"]),
      [{ id: 2 }, { id: 4 }, { id: 6 }],
    );
    const [binary] = believe<readonly Formatted[]>(outcome.outputs["output0"]);
    assert.equal(binary?.content, "[1,\n3,\n5,\n7]");
  });

  it("is read back by the JSON Parser", async () => {
    const documents = fc.array(
      fc.dictionary(
        fc.string(),
        fc.oneof(
          fc.string(),
          fc.integer(),
          fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n }),
          fc.constant(null),
        ),
        { minKeys: 1, maxKeys: 3, noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(documents, fc.boolean(), async (given, jsonLines) => {
        const content = (await contentOf(jsonFormatter, given, { jsonLines })) ?? "";
        const parsed = await runSnap(jsonParser, { settings: { jsonLines }, given: [{ content }] });
        assert.deepEqual(parsed.outputs["output0"], given);
      }),
      { numRuns: 25 },
    );
  });
});

describe("CSV Formatter", () => {
  it("takes the keys of the first document and leaves later ones out", async () => {
    const content = await contentOf(csvFormatter, [{ a: 1 }, { b: 2, a: 3 }, {}]);
    assert.equal(content, '"a"\n"1"\n"3"\n""\n');
  });

  it("writes lists and maps as JSON, dates as text, large integers whole", async () => {
    const given = [
      { list: [1, "x"], map: { k: true }, day: new LocalDate(0), big: 12345678901234567890n },
    ];
    const content = await contentOf(csvFormatter, given, { writeHeader: false });
    assert.equal(content, '"[1,""x""]","{""k"":true}","1970-01-01","12345678901234567890"\n');
  });

  it("writes the defined header even for no documents", async () => {
    const settings = {
      useDefinedHeader: true,
      userDefinedHeader: [{ anyKey: "a" }, { anyKey: "b" }],
    };
    assert.equal(await contentOf(csvFormatter, [], settings), '"a","b"\n');
  });

  it("makes no binary for no documents when told to", async () => {
    assert.deepEqual(await format(csvFormatter, [], { ignoreEmptyStream: true }), []);
  });

  it("starts with a byte order mark when told to", async () => {
    assert.equal(await contentOf(csvFormatter, [{ a: 1 }], { writeBOM: true }), '\ufeff"a"\n"1"\n');
  });

  it("refuses a charset it cannot write", async () => {
    const outcome = await runSnap(csvFormatter, {
      settings: { charset: "Shift_JIS" },
      given: [{ a: 1 }],
    });
    assert.match(outcome.failure ?? "", /Cannot write the character set "shift_jis"/);
  });

  it("is read back by the CSV Parser", async () => {
    const documents = fc
      .uniqueArray(
        fc.string({ unit: fc.constantFrom("a", "b", "ü", " ", '"', ","), minLength: 1 }),
        { minLength: 1, maxLength: 3 },
      )
      .chain((keys) =>
        fc.array(
          fc
            .tuple(
              ...keys.map(() =>
                fc.string({ unit: fc.constantFrom("a", "\n", "\r", '"', ",", "\\", " ", "é") }),
              ),
            )
            .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i] ?? ""]))),
          { minLength: 1, maxLength: 4 },
        ),
      );
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.constantFrom("ALL", "MINIMAL"),
        fc.constantFrom("LF", "CR+LF", "CR"),
        async (given, quoteMode, newlineCharacter) => {
          const content =
            (await contentOf(csvFormatter, given, { quoteMode, newlineCharacter })) ?? "";
          const parsed = await runSnap(csvParser, {
            settings: { escapeChar: "" },
            given: [{ content }],
          });
          assert.deepEqual(parsed.outputs["output0"], given);
        },
      ),
      { numRuns: 25 },
    );
  });
});
