import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { Document } from "../../expr/value.ts";
import { detachDocument, detachText } from "./detach.ts";

describe("detaching text from what it was cut out of", () => {
  it("keeps every text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        assert.equal(detachText(text), text);
      }),
    );
  });

  it("keeps documents as they are, also dates, bytes and __proto__", () => {
    const inner: Document = JSON.parse('{"__proto__":"a text that is long enough"}');
    const document = {
      text: "a text that is long enough",
      list: ["a text that is long enough", 1, null],
      map: { inner },
      day: new LocalDate(0),
      bytes: Uint8Array.of(1, 2),
      big: 1n,
    };
    assert.deepEqual(detachDocument(document), document);
  });
});
