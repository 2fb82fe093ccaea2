import type { Batch, Binary } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import s3 from "../accounts/s3.ts";
import { openFile } from "../support/files/open-file.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { s3PathOf } from "../support/files/s3-path.ts";
import { withFiles } from "../support/files/snap-files.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-s3-s3download",
  version: 1,
  name: "S3Download",
  label: "S3 Download",
  category: "read",
  summary: "Downloads objects of an object store, a binary each.",
  details:
    "With an input, an object for each document; the document's fields are then in the header too, beside `content-location` (`s3:///bucket/key`), `content-length`, `content-type` and `last-modified`. A missing object goes to the error behaviour.",
  views: { input: optional("document"), output: one("binary") },
  accounts: [s3.name],
  accountRequired: true,
  settings: {
    bucket: textPerDocument({ help: "Name of the bucket.", required: true }),
    objectKey: textPerDocument({
      help: "Key of the object, such as `in/orders.csv`.",
      required: true,
    }),
    ...retrySettings,
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal } = context;
      const retries = retriesOf(settings, signal);
      return generate<Binary>(async function* read(document): AsyncIterable<Batch<Binary>> {
        const bucket = requirePath(settings.bucket(document ?? {}), "bucket");
        const key = requirePath(settings.objectKey(document ?? {}), "objectKey");
        const files = await filesFor(document);
        const { header, content } = await openFile(s3PathOf(bucket, key), { ...retries, files });
        yield [{ header: { ...document, ...header }, content }];
      });
    }),
  examples: [
    {
      title: "Refuse a key that leads elsewhere",
      settings: { bucket: "shop", objectKey: "../other/x" },
      account: { type: s3.name, values: { accessKeyId: "key", secretKey: "secret" } },
      fails: "is not a path that can be used",
    },
  ],
});
