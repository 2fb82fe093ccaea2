import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { DateTime } from "../../expr/date/date-time.ts";
import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { decryptValue, encryptValue, readKey, type TransformType } from "./field-cipher.ts";

const keys = [16, 24, 32].map((length) => readKey(Buffer.alloc(length, 7).toString("base64")));
const key = fc.constantFrom(...keys);
const transform = fc.constantFrom<TransformType>(
  "auto",
  "AES/GCM/NoPadding",
  "AES/CBC/PKCS5Padding",
);

describe("decryptValue", () => {
  it("gives back what was encrypted, of the kind that it was", () => {
    const value: fc.Arbitrary<Value> = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: 2n ** 60n }),
      fc.integer({ min: 0 }).map((ms) => new DateTime(ms)),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(value, key, transform, (given, secret, how) => {
        const text = encryptValue(given, secret, how);
        assert.deepEqual(decryptValue(text, secret, how), given);
        assert.notEqual(encryptValue(given, secret, how), text, "the start is random");
      }),
    );
  });

  it("refuses with GCM every text in which a bit was changed, and every other text", () => {
    fc.assert(
      fc.property(fc.string(), key, fc.nat(), (given, secret, place) => {
        const bytes = Buffer.from(encryptValue(given, secret, "auto"), "base64");
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const refused = { message: "The value cannot be decrypted" };
        assert.throws(() => decryptValue(bytes.toString("base64"), secret, "auto"), refused);
        assert.throws(() => decryptValue(given, secret, "auto"), refused);
      }),
    );
  });
});

describe("readKey", () => {
  it("refuses what is no key, without repeating it", () => {
    for (const text of ["", "secret", "c2VjcmV0", "ü".repeat(16), "*".repeat(24)]) {
      assert.throws(
        () => readKey(text),
        (thrown) =>
          thrown instanceof SnapFailure &&
          (text === "" ||
            ![thrown.message, thrown.reason, thrown.resolution].join().includes(text)),
      );
    }
  });
});
