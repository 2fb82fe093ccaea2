import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import type { Document, Value } from "../../expr/value.ts";
import avroParser from "../parse/avro-parser.ts";
import { ByteReader } from "../support/avro/byte-reader.ts";
import { ByteWriter } from "../support/avro/byte-writer.ts";
import { parseAvroSchema } from "../support/avro/parse-schema.ts";
import { avroReader } from "../support/avro/read-value.ts";
import { writeAvroValue } from "../support/avro/write-value.ts";
import avroFormatter from "./avro-formatter.ts";

type Settings = Readonly<Record<string, ExampleSetting>>;

async function format(given: readonly Document[], settings: Settings = {}): Promise<Uint8Array> {
  const outcome = await runSnap(avroFormatter, { settings, given }, { batchSize: 3 });
  assert.equal(outcome.failure, undefined);
  const [binary] = believe<readonly { content: string | Uint8Array }[]>(outcome.outputs["output0"]);
  return Buffer.from(binary?.content ?? "");
}

async function read(content: Uint8Array): Promise<readonly unknown[]> {
  const outcome = await runSnap(avroParser, { given: [{ content: new Uint8Array(content) }] });
  assert.equal(outcome.failure, undefined);
  return outcome.outputs["output0"] ?? [];
}

/** A value through bytes and back, by a schema of its own. */
function through(schema: unknown, value: Value): Value {
  const type = parseAvroSchema(JSON.stringify(schema), 200);
  const out = new ByteWriter();
  writeAvroValue(type, value, out, defaultLimits);
  const reader = new ByteReader(out.take());
  const found = avroReader(type, defaultLimits)(reader, { items: 1e6, depth: 0 });
  assert.equal(reader.left, 0);
  return found;
}

const long = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 54n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 54n) }),
);
const double = fc.double({ noNaN: false });
const text = fc.string({ unit: "grapheme" }).filter((one) => one.isWellFormed());
const bytes = fc.uint8Array({ maxLength: 20 }).map((one) => new Uint8Array(one));
const node = {
  type: "record",
  name: "Node",
  namespace: "x.y",
  fields: [
    { name: "v", type: "int" },
    { name: "next", type: ["null", "Node"] },
  ],
};

function of(type: string, logicalType: string): object {
  return { type, logicalType };
}

describe("Avro values", () => {
  const cases: readonly (readonly [string, unknown, fc.Arbitrary<Value>])[] = [
    ["null", "null", fc.constant(null)],
    ["boolean", { type: "boolean" }, fc.boolean()],
    ["int", "int", fc.integer()],
    ["long", "long", long],
    ["float", "float", fc.float()],
    ["double", "double", double],
    ["string", "string", text],
    ["bytes", "bytes", bytes],
    [
      "fixed",
      { type: "fixed", name: "F", size: 3 },
      fc.uint8Array({ minLength: 3, maxLength: 3 }).map((one) => new Uint8Array(one)),
    ],
    ["enum", { type: "enum", name: "E", symbols: ["A", "B"] }, fc.constantFrom("A", "B")],
    ["array", { type: "array", items: "long" }, fc.array(long)],
    [
      "map",
      { type: "map", values: "string" },
      fc.dictionary(text, text, { noNullPrototype: true }),
    ],
    ["union", ["null", "long", "string", "bytes"], fc.oneof(fc.constant(null), long, text, bytes)],
    [
      "record",
      {
        type: "record",
        name: "R",
        fields: [
          { name: "__proto__", type: "int" },
          { name: "b", type: { type: "array", items: ["null", "string"] } },
        ],
      },
      fc.tuple(fc.integer(), fc.array(fc.option(text))).map(([a, b]): Value =>
        Object.defineProperty({ b }, "__proto__", {
          value: a,
          enumerable: true,
          configurable: true,
          writable: true,
        }),
      ),
    ],
    [
      "a record that holds itself",
      node,
      fc
        .array(fc.integer(), { minLength: 1, maxLength: 20 })
        .map((list) => list.reduce<Value>((next, v) => ({ v, next }), null)),
    ],
  ];
  for (const [name, schema, values] of cases) {
    it(`come back as they were: ${name}`, () => {
      fc.assert(
        fc.property(values, (value) => assert.deepEqual(through(schema, value), value)),
        { numRuns: 200 },
      );
    });
  }

  it("are dates in fields of those logical types", () => {
    assert.equal(through(of("int", "date"), new LocalDate(7)), 7);
    assert.equal(through(of("int", "time-millis"), new LocalTime(7)), 7);
    assert.equal(through(of("long", "timestamp-millis"), new DateTime(7, "UTC")), 7);
    assert.equal(through(of("long", "timestamp-micros"), new DateTime(7, "UTC")), 7000);
    assert.equal(through("string", new LocalDate(0)), "1970-01-01");
  });

  for (const [title, schema, value, place] of [
    ["a fraction for a whole number", "int", 1.5, "whole number (int) at $; found number 1.5"],
    ["a number beyond 32 bits", "int", 2 ** 31, "whole number (int)"],
    ["a number beyond 64 bits", "long", 2n ** 63n, "whole number (long)"],
    ["a number beyond 64 bits in a double", "long", 1e30, "whole number (long)"],
    ["text for a boolean", "boolean", "true", "a boolean at $"],
    ["Base64 for bytes", "bytes", "AQ==", "bytes at $"],
    ["an unknown symbol", { type: "enum", name: "E", symbols: ["A"] }, "B", "one of A at $"],
    ["a wrong size", { type: "fixed", name: "F", size: 2 }, Uint8Array.of(1), "2 bytes at $"],
    ["a value that no type takes", ["null", "long", "boolean"], "x", "one of null, long, boolean"],
    ["null where none may be", ["long", "string"], null, "one of long, string"],
    [
      "something deep inside",
      { type: "array", items: { type: "map", values: "int" } },
      [{}, { a: "x" }],
      'a whole number (int) at $[1].a; found text "x"',
    ],
    [
      "a field that is missing",
      { type: "record", name: "R", fields: [{ name: "a", type: "int" }] },
      {},
      "a value at $.a; found nothing",
    ],
  ] as const) {
    it(`say where ${title} does not fit`, () => {
      assert.throws(
        () => through(schema, believe<Value>(value)),
        (failure: unknown) => {
          assert.ok(
            believe<{ reason: string }>(failure).reason.includes(place),
            JSON.stringify(failure),
          );
          return true;
        },
      );
    });
  }
});

describe("Avro Formatter", () => {
  it("is read back by the Avro Parser, with a schema of its own making", async () => {
    const item = fc.record({ n: fc.option(long), t: fc.option(text) }, { noNullPrototype: true });
    const document = fc.record(
      {
        id: long,
        ratio: fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
        name: fc.option(text),
        items: fc.array(item, { maxLength: 3 }),
        raw: bytes,
        sub: item,
      },
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("null", "deflate"),
        async (given, codec) => {
          assert.deepEqual(await read(await format(given, { codec })), given);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("writes many blocks", async () => {
    const given = Array.from({ length: 3000 }, (_, id) => ({ id, text: "x".repeat(60) }));
    assert.deepEqual(await read(await format(given)), given);
    const plain = (await format(given)).length;
    assert.ok((await format(given, { codec: "deflate" })).length < plain / 4);
  });

  it("gives equal bytes for equal documents", async () => {
    assert.deepEqual(await format([{ a: 1 }]), await format([{ a: 1 }]));
  });

  it("keeps types apart that differ between documents, and names of records", async () => {
    const given = [
      { a: { b: { x: 1 } }, a_b: { y: "1" }, v: 1 },
      { a: null, a_b: null, v: "x" },
      { a: null, a_b: null, v: true },
    ];
    assert.deepEqual(await read(await format(given)), given);
  });

  it("takes a schema from a file, with defaults", async () => {
    const schema = {
      type: "record",
      name: "R",
      fields: [
        { name: "id", type: "long" },
        { name: "kind", type: "string", default: "new" },
        { name: "note", type: ["null", "string"] },
      ],
    };
    const outcome = await runSnap(avroFormatter, {
      settings: { avscSchemaFile: "r.avsc" },
      files: { "r.avsc": JSON.stringify(schema) },
      given: [{ id: 1, extra: true }],
    });
    const [binary] = believe<readonly { content: string | Uint8Array }[]>(
      outcome.outputs["output0"],
    );
    assert.deepEqual(await read(Buffer.from(binary?.content ?? "")), [
      { id: 1, kind: "new", note: null },
    ]);
  });

  for (const [title, schema, words] of [
    ["what is no JSON", "{", /Expected JSON at schema/],
    [
      "an unknown type",
      '{"type":"record","name":"R","fields":[{"name":"a","type":"strin"}]}',
      /at schema\.fields\[0\]; found "strin"/,
    ],
    [
      "a record without fields",
      '{"type":"record","name":"R"}',
      /a list at schema\.fields; found nothing/,
    ],
    [
      "a bad name",
      '{"type":"record","name":"R","fields":[{"name":"a b","type":"int"}]}',
      /schema\.fields\[0\]\.name; found "a b"/,
    ],
    [
      "a name twice",
      '[{"type":"fixed","name":"F","size":1},{"type":"fixed","name":"F","size":2}]',
      /a name of its own/,
    ],
    ["a union in a union", '["null",["int"]]', /no union directly in a union/],
    ["a union of nothing", "[]", /union of one type or more/],
    [
      "a size that is none",
      '{"type":"fixed","name":"F","size":-1}',
      /a number of bytes at schema\.size; found -1/,
    ],
    [
      "symbols that are none",
      '{"type":"enum","name":"E","symbols":[1]}',
      /names at schema\.symbols/,
    ],
    [
      "a schema without end",
      `${'{"type":"array","items":'.repeat(300)}"int"${"}".repeat(300)}`,
      /avroDepthMax/,
    ],
  ] as const) {
    it(`refuses a schema with ${title}`, async () => {
      const outcome = await runSnap(avroFormatter, {
        settings: { avscSchemaFile: "r.avsc" },
        files: { "r.avsc": schema },
        given: [{ a: 1 }],
      });
      assert.match(outcome.failure ?? "", words);
    });
  }

  it("refuses names that Avro does not know", async () => {
    const outcome = await runSnap(avroFormatter, { given: [{ "first name": 1 }] });
    assert.match(outcome.failure ?? "", /"first name" is no name for Avro[^]*"first_name"/);
  });

  it("names files that are near a schema that is not there", async () => {
    const settings = { avscSchemaFile: "ordr.avsc" };
    const outcome = await runSnap(avroFormatter, {
      settings,
      files: { "order.avsc": "{}" },
      given: [{ a: 1 }],
    });
    assert.match(outcome.failure ?? "", /Did you mean "order\.avsc"/);
  });
});
