import { defineSnap, one } from "../../engine/define-snap.ts";
import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { cryptoSettings, transformFields } from "../support/crypto-fields.ts";
import { describeValue } from "../support/describe-value.ts";
import { decryptValue, type TransformType } from "../support/field-cipher.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-decryptfield",
  version: 1,
  name: "TransformDecryptField",
  label: "Decrypt Field",
  category: "transform",
  summary: "Decrypts fields of documents.",
  details:
    "Turns what Encrypt Field made back into the value, of the kind that it was, with the same key and transform type. With GCM a text that was changed, or made with another key, sends the document to the error view; with CBC most such texts do. What the platform encrypted cannot be decrypted here. Errors tell neither key nor content.",
  views: { input: one("document"), output: one("document") },
  settings: cryptoSettings,
  run: ({ settings }) => transformFields(settings, decrypt),
  examples: [
    {
      title: "Text that Encrypt Field made",
      settings: { fields: [{ fieldPath: "$card" }], key: { expression: "_key" } },
      parameters: { key: "AAECAwQFBgcICQoLDA0ODw==" },
      given: [{ id: 1, card: "qj7mzjuY61m8EDhGKENjA+5kRANDJDudz405Akkh8CyJrw==" }],
      gives: [{ id: 1, card: "4111" }],
    },
    {
      title: "Text that was changed, and what is no text",
      settings: { fields: [{ fieldPath: "$card" }], key: { expression: "_key" } },
      parameters: { key: "AAECAwQFBgcICQoLDA0ODw==" },
      given: [{ card: "Aqj7mzjuY61m8EDhGKENjA+5kRANDJDudz405Akkh8CyJrw==" }, { card: 4111 }],
      gives: [],
      errors: [
        { error: "The value cannot be decrypted" },
        { error: "The value cannot be decrypted", reason: "Expected text; found number 4111." },
      ],
    },
  ],
});

function decrypt(value: Value, key: Uint8Array, transform: TransformType): Value {
  if (typeof value === "string") return decryptValue(value, key, transform);
  throw new SnapFailure(
    "The value cannot be decrypted",
    `Expected text; found ${describeValue(value)}.`,
    "Name the field that Encrypt Field wrote.",
  );
}
