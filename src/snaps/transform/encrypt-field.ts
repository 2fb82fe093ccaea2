import { defineSnap, one } from "../../engine/define-snap.ts";
import { cryptoSettings, transformFields } from "../support/crypto-fields.ts";
import { encryptValue } from "../support/field-cipher.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-encryptfield",
  version: 1,
  name: "TransformEncryptField",
  label: "Encrypt Field",
  category: "transform",
  summary: "Encrypts fields of documents.",
  details:
    "The value of each field, of whatever kind, is replaced by Base64 text that Decrypt Field turns back into it. AES only, with a key of 128, 192 or 256 bits, and a random start for each value, so that equal values look different; GCM notices a change of the text, CBC may not. One key is good for some four billion values with GCM. The length of a value shows, and a text that is moved to another field or document still decrypts. What the platform encrypted cannot be decrypted here, nor the other way round: keys come from the setting and not from an account, and the platform's form is not published. Hand the key in as a pipeline parameter, never as text in the pipeline; errors do not repeat it. The keys of these settings are chosen here after the documented labels.",
  views: { input: one("document"), output: one("document") },
  settings: cryptoSettings,
  run: ({ settings }) => transformFields(settings, encryptValue),
  examples: [
    {
      title: "A key that is none",
      settings: { fields: [{ fieldPath: "$card" }], key: { expression: "_key" } },
      parameters: { key: "secret" },
      given: [{ card: "4111" }],
      fails: "The key cannot be used",
    },
    {
      title: "A document without the field goes to the error view",
      settings: { fields: [{ fieldPath: "$card" }], key: { expression: "_key" } },
      parameters: { key: "AAECAwQFBgcICQoLDA0ODw==" },
      given: [{ id: 1 }],
      gives: [],
      errors: [{ error: "$card does not exist in the document", original: { id: 1 } }],
    },
    {
      title: "With null-safe access it passes",
      settings: {
        fields: [{ fieldPath: "$card" }],
        key: { expression: "_key" },
        nullSafeAccess: true,
      },
      parameters: { key: "AAECAwQFBgcICQoLDA0ODw==" },
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
    },
  ],
});
