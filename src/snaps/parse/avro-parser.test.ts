import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { defaultLimits, type Limits } from "../../base/limits.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { ByteWriter } from "../support/avro/byte-writer.ts";
import { readAvro } from "../support/avro/read-container.ts";
import { contentOf } from "../support/binary/content.ts";

const sync = Buffer.alloc(16, 7);

interface FileSource {
  readonly schema?: unknown;
  readonly codec?: string;
  readonly count?: number | bigint;
  readonly block?: Uint8Array;
  readonly mark?: Uint8Array;
}

/** A file made by hand, so that it can hold what no writer writes. */
function fileOf({
  schema = "long",
  codec = "null",
  count = 1,
  block = Uint8Array.of(2),
  mark = sync,
}: FileSource): Uint8Array {
  const out = new ByteWriter();
  out.bytes(Buffer.from("Obj\u0001", "latin1"));
  out.long(2);
  for (const text of ["avro.schema", JSON.stringify(schema), "avro.codec", codec]) out.text(text);
  out.long(0);
  out.bytes(sync);
  out.long(count);
  out.long(block.length);
  out.bytes(block);
  out.bytes(mark);
  return out.take();
}

function bytesOf(write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter();
  write(out);
  return out.take();
}

async function read(
  parts: readonly Uint8Array[],
  changes: Partial<Limits> = {},
): Promise<unknown[]> {
  const limits = { ...defaultLimits, ...changes };
  const documents: unknown[] = [];
  for await (const batch of readAvro(contentOf(...parts), limits, new AbortController().signal)) {
    documents.push(...batch);
  }
  return documents;
}

const record = {
  type: "record",
  name: "R",
  fields: [
    { name: "a", type: "string" },
    { name: "b", type: ["null", "double"] },
  ],
};
const twoRecords = bytesOf((out) => {
  out.text("é😀");
  out.long(0);
  out.text("");
  out.long(1);
  out.double(0.5);
});
const expected = [
  { a: "é😀", b: null },
  { a: "", b: 0.5 },
];

describe("Avro Parser", () => {
  it("reads the same whatever the pieces it comes in", async () => {
    for (const [codec, block] of [
      ["null", twoRecords],
      ["deflate", deflateRawSync(twoRecords)],
    ] as const) {
      const file = fileOf({ schema: record, codec, count: 2, block });
      for (let cut = 0; cut <= file.length; cut++) {
        assert.deepEqual(
          await read([file.subarray(0, cut), file.subarray(cut)]),
          expected,
          `${cut}`,
        );
      }
      assert.deepEqual(await read([...file].map((byte) => Uint8Array.of(byte))), expected);
    }
  });

  it("puts what is no record under `value`", async () => {
    assert.deepEqual(await read([fileOf({})]), [{ value: 1 }]);
  });

  it("takes lists whose blocks tell their size", async () => {
    const block = bytesOf((out) => {
      out.long(-2);
      out.long(2);
      out.long(1);
      out.long(2);
      out.long(1);
      out.long(3);
      out.long(0);
    });
    const file = fileOf({ schema: { type: "array", items: "int" }, block });
    assert.deepEqual(await read([file]), [{ value: [1, 2, 3] }]);
  });

  it("hands over what comes before something wrong", async () => {
    const limits = { ...defaultLimits };
    const file = fileOf({ count: 3, block: Uint8Array.of(2, 4) });
    const found: unknown[] = [];
    await assert.rejects(async () => {
      for await (const batch of readAvro(contentOf(file), limits, new AbortController().signal))
        found.push(...batch);
    }, /Cannot read the Avro data/);
    assert.deepEqual(found, [{ value: 1 }, { value: 2 }]);
  });

  it("never fails with anything but words, whatever is changed in a file", async () => {
    const file = fileOf({
      schema: record,
      codec: "deflate",
      count: 2,
      block: deflateRawSync(twoRecords),
    });
    const change = fc.tuple(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Uint8Array.from(file);
        for (const [at, byte] of changes) changed[at] = byte;
        try {
          await read([changed], { avroBlockBytesMax: 100_000, avroItemsMax: 10_000 });
        } catch (failure) {
          assert.ok(failure instanceof SnapFailure, String(failure));
        }
      }),
      { numRuns: 500 },
    );
  });

  const nulls = bytesOf((out) => out.long(2n ** 52n));
  const self = { type: "record", name: "N", fields: [{ name: "n", type: ["null", "N"] }] };
  const whole = fileOf({ schema: record, count: 2, block: twoRecords });
  const hostile: readonly [string, Uint8Array, Partial<Limits>, RegExp][] = [
    ["nothing", new Uint8Array(), {}, /an Avro file; found the end of the file/],
    ["JSON", Buffer.from('{"a": 1}'), {}, /begins with Obj; found 7b226122/],
    ["a header cut short", whole.subarray(0, 30), {}, /the end of the file/],
    ["a block cut short", whole.subarray(0, -20), {}, /a whole block; found the end of the file/],
    ["a marker cut short", whole.subarray(0, -3), {}, /the sync marker of a block; found the end/],
    [
      "another marker",
      fileOf({ mark: Buffer.alloc(16, 9) }),
      {},
      /sync marker of the header after a block/,
    ],
    [
      "a codec that is not there",
      fileOf({ codec: "snappy" }),
      {},
      /Expected "null" or "deflate"; found "snappy"/,
    ],
    [
      "a block that is not deflated",
      fileOf({ codec: "deflate", block: Buffer.from("hello") }),
      {},
      /a block compressed with deflate/,
    ],
    [
      "a bomb",
      fileOf({ codec: "deflate", block: deflateRawSync(Buffer.alloc(4_000_000)) }),
      { avroBlockBytesMax: 1_000_000 },
      /at most 1000000 bytes in a block \(avroBlockBytesMax\)/,
    ],
    [
      "a block that is said to be huge",
      fileOf({ block: new Uint8Array(5000) }),
      { avroBlockBytesMax: 1000 },
      /avroBlockBytesMax\) from 0 to 1000; found 5000/,
    ],
    [
      "more documents than there are",
      fileOf({ count: 2 }),
      {},
      /more bytes; found the end of the block/,
    ],
    [
      "fewer documents than there are",
      fileOf({ block: Uint8Array.of(2, 4) }),
      {},
      /the end of a block; found 1 more bytes/,
    ],
    [
      "documents that take no bytes",
      fileOf({ schema: "null", count: 2 ** 52, block: new Uint8Array() }),
      {},
      /that take no bytes \(avroItemsMax\)/,
    ],
    [
      "a list without end",
      fileOf({ schema: { type: "array", items: "null" }, block: nulls }),
      {},
      /\(avroItemsMax\); found more/,
    ],
    [
      "a text longer than its block",
      fileOf({ schema: "string", block: bytesOf((out) => out.long(2 ** 40)) }),
      {},
      /1099511627776 more bytes; found 0/,
    ],
    [
      "a length below nothing",
      fileOf({ schema: "bytes", block: bytesOf((out) => out.long(-1)) }),
      {},
      /a length from 0; found -1/,
    ],
    [
      "records inside each other without end",
      fileOf({ schema: self, block: new Uint8Array(100_000).fill(2) }),
      {},
      /avroDepthMax/,
    ],
    [
      "a number without end",
      fileOf({ block: new Uint8Array(20).fill(0xff) }),
      {},
      /at most 64 bits/,
    ],
    [
      "a branch that no union has",
      fileOf({ schema: ["null", "int"], block: Uint8Array.of(8) }),
      {},
      /type of the union from 0 to 1; found 4/,
    ],
    [
      "a boolean that is none",
      fileOf({ schema: "boolean", block: Uint8Array.of(2) }),
      {},
      /0 or 1 for a boolean; found 2/,
    ],
    [
      "an int that is a long",
      fileOf({ schema: "int", block: bytesOf((out) => out.long(2 ** 31)) }),
      {},
      /at most 32 bits; found 2147483648/,
    ],
    [
      "a schema that is none",
      fileOf({ schema: { type: "recrd" } }),
      {},
      /a type defined before at schema; found "recrd"/,
    ],
  ];
  for (const [title, file, limits, words] of hostile) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(read([file], limits), (failure: unknown) => {
        assert.ok(failure instanceof SnapFailure, String(failure));
        assert.match(failure.reason, words);
        assert.notEqual(failure.resolution, "");
        return true;
      });
    });
  }
});
