import { defineSnap, one } from "../../engine/define-snap.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { text } from "../../engine/settings/text.ts";
import { readAvro } from "../support/avro/read-container.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-avrodeserializer",
  version: 1,
  name: "TransformAvroParser",
  label: "Avro Parser",
  category: "parse",
  summary: "Reads Avro files into documents.",
  details:
    "Reads object container files, which carry their schema, without compression or with deflate. A record or map is a document; any other value is one under `value`. Whole numbers keep all their digits, an enum is the text of its symbol, bytes and fixed are bytes, a value of a union is that value. Logical types are read as what they are stored as: a `date` is the number of its day, a decimal its bytes. Content that cannot be read is rejected with the binary's header as the original, after the documents before it.",
  views: { input: one("binary"), output: one("document") },
  settings: {
    avscSchemaFile: text({
      help: "Accepted and without effect: the schema in the content is used.",
    }),
  },
  run: ({ limits, signal }) => parseEach(({ content }) => readAvro(content, limits, signal)),
  examples: [
    {
      title: "A file with its schema",
      given: [
        {
          content: new Uint8Array(
            Buffer.from(
              "T2JqAQQUYXZyby5jb2RlYwhudWxsFmF2cm8uc2NoZW1h6AN7InR5cGUiOiJyZWNvcmQiLCJuYW1lIjoiRG9jdW1lbnQiLCJmaWVsZHMiOlt7Im5hbWUiOiJpZCIsInR5cGUiOlsibnVsbCIsImxvbmciXSwiZGVmYXVsdCI6bnVsbH0seyJuYW1lIjoibmFtZSIsInR5cGUiOlsibnVsbCIsInN0cmluZyJdLCJkZWZhdWx0IjpudWxsfSx7Im5hbWUiOiJ0YWdzIiwidHlwZSI6WyJudWxsIix7InR5cGUiOiJhcnJheSIsIml0ZW1zIjpbIm51bGwiLCJzdHJpbmciXX1dLCJkZWZhdWx0IjpudWxsfV19AH14mfXM6RHVzx5tTyOfkmwEKgICAgZBZGECBAICYQICYgACBAACAH14mfXM6RHVzx5tTyOfkmw=",
              "base64",
            ),
          ),
        },
      ],
      gives: [
        { id: 1, name: "Ada", tags: ["a", "b"] },
        { id: 2, name: null, tags: [] },
      ],
    },
    {
      title: "Reject what is no Avro file",
      given: [{ header: { file: "a.json" }, content: '{"id": 1}' }],
      gives: [],
      errors: [{ error: "Cannot read the Avro data", original: { file: "a.json" } }],
    },
  ],
});
