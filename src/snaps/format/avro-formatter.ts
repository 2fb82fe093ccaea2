import type { Documents } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { formatStream } from "../../engine/operators/format-stream.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { text } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { inferAvroSchema } from "../support/avro/infer-schema.ts";
import { parseAvroSchema } from "../support/avro/parse-schema.ts";
import { writeAvro } from "../support/avro/write-container.ts";
import { readAll } from "../support/binary/content.ts";
import { openFile } from "../support/files/open-file.ts";

const settings = {
  avscSchemaFile: text({
    help: "Path of the schema (.avsc); blank for one made of the first documents.",
  }),
  codec: choice({
    help: "How blocks of documents are compressed.",
    options: ["null", "deflate"],
    default: "null",
  }),
  ignoreEmptyStream: flag({ help: "Writes nothing when no document comes.", default: false }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-avroserializer",
  version: 1,
  name: "TransformAvroFormatter",
  label: "Avro Formatter",
  category: "format",
  summary: "Writes documents as an Avro file.",
  details:
    "One object container file with its schema for the whole stream, written while documents come. Without `avscSchemaFile` the schema is made of the first batch of documents (up to 1,024): a record whose fields may all be null, with long, double, boolean, string, bytes, arrays and records. Of a union the first type that takes the value is taken. A field that the schema has and the document has not takes its default, or null where that fits; one that only the document has is left out. Dates go into `date`, `time-millis`, `timestamp-millis` and their kin, and into string as ISO text. A document that does not fit is rejected, with the place. Equal documents give equal bytes.",
  views: { input: one("document"), output: one("binary") },
  settings,
  run: (context) =>
    formatStream({
      header: () => ({ "content-type": "application/avro" }),
      format: (documents) => format(documents, context),
      ignoreEmpty: context.settings.ignoreEmptyStream,
    }),
  examples: [
    {
      title: "With a schema made of the documents",
      given: [
        { id: 1, name: "Ada", tags: ["a", "b"] },
        { id: 2, name: null, tags: [] },
      ],
    },
    {
      title: "Reject what does not fit the schema",
      settings: { avscSchemaFile: "order.avsc" },
      files: {
        "order.avsc":
          '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "int"}]}',
      },
      given: [{ id: "x" }],
      fails: 'Expected a whole number (int) at $.id; found text "x"',
    },
    {
      title: "Nothing for no documents",
      settings: { ignoreEmptyStream: true },
      given: [],
      gives: [],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

async function* format(documents: Documents, context: Context): AsyncIterable<Uint8Array> {
  const { settings: bound, limits, reject } = context;
  const batches = documents[Symbol.asyncIterator]();
  const first = await batches.next();
  async function* all(): Documents {
    try {
      for (let next = first; next.done !== true; next = await batches.next()) yield next.value;
    } finally {
      await batches.return?.();
    }
  }
  const schema =
    bound.avscSchemaFile.trim() === ""
      ? inferAvroSchema(first.done === true ? [] : first.value)
      : await readSchema(bound.avscSchemaFile, context);
  const type = parseAvroSchema(schema, limits.avroDepthMax);
  yield* writeAvro(all(), { schema, type, codec: bound.codec, limits, reject });
}

async function readSchema(path: string, { files, signal, limits }: Context): Promise<string> {
  const { content } = await openFile(path, { files, signal, retries: 0, retryIntervalMs: 0 });
  const bytes = await readAll(content, limits.binaryFieldBytesMax, signal);
  return Buffer.from(bytes).toString("utf8");
}
