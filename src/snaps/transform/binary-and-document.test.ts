import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import type { Document } from "../../expr/value.ts";
import binaryToDocument from "./binary-to-document.ts";
import documentToBinary from "./document-to-binary.ts";

describe("Binary to Document and Document to Binary", () => {
  it("give every content back, with its header", async () => {
    const text = fc.string({ unit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom("BASE64", "NONE"), async (content, codec) => {
        const into = codec === "NONE" ? "NONE" : "ENCODE_BASE64";
        const out = codec === "NONE" ? "NONE" : "DECODE_BASE64";
        const { outputs } = await runSnap(binaryToDocument, {
          settings: { codec: into },
          given: [{ header: { name: "a" }, content }],
        });
        const back = await runSnap(documentToBinary, {
          settings: { codec: out },
          given: believe<Document[]>(outputs["output0"]),
        });
        assert.deepEqual(back.outputs["output0"], [{ header: { name: "a" }, content }]);
      }),
      { numRuns: 20 },
    );
  });

  it("refuse content beyond the limit of a field", async () => {
    const outcome = await runSnap(
      binaryToDocument,
      { given: [{ content: "12345" }] },
      { limits: { binaryFieldBytesMax: 4 } },
    );
    assert.match(outcome.failure ?? "", /at most 4 bytes \(binaryFieldBytesMax\); found more/);
  });

  it("make one document with empty content of no binaries", async () => {
    const outcome = await runSnap(binaryToDocument, { given: [] });
    assert.deepEqual(outcome.outputs["output0"], [{ content: "" }]);
  });

  it("reject content that is null or no Base64, and go on", async () => {
    const outcome = await runSnap(documentToBinary, {
      given: [{ content: null }, { content: "a" }, { content: "aGk=\n" }],
      errors: [],
    });
    assert.deepEqual(
      outcome.errors.map(({ error }) => error),
      ["The document has no `content`", "The content is not Base64"],
    );
    assert.deepEqual(outcome.outputs["output0"], [{ header: {}, content: "hi" }]);
  });
});
