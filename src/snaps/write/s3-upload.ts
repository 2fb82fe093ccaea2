import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import s3 from "../accounts/s3.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { s3PathOf } from "../support/files/s3-path.ts";
import { withFiles } from "../support/files/snap-files.ts";
import { storeFile } from "../support/files/store-file.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-s3-s3upload",
  version: 1,
  name: "S3Upload",
  label: "S3 Upload",
  category: "write",
  summary: "Uploads each binary as an object of an object store.",
  details:
    "An object that is there is replaced. Expressions see the header of the binary. Nobody sees an object before it is whole; when its content fails or the run is stopped, its parts are given up. The output has a document for each: `bucket`, `objectKey`, `size` in bytes and `original`, the header. These keys are chosen here.",
  views: { input: one("binary"), output: optional("document") },
  writes: true,
  accounts: [s3.name],
  accountRequired: true,
  settings: {
    bucket: textPerDocument({ help: "Name of the bucket.", required: true }),
    objectKey: textPerDocument({
      help: "Key of the object, such as `out/orders.csv`.",
      required: true,
    }),
    ...retrySettings,
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal } = context;
      const options = {
        ...retriesOf(settings, signal),
        ifExists: "overwrite",
        createDirectories: false,
        evenIfEmpty: true,
      } as const;
      return async function* uploaded({ inputs: [input] }): AsyncIterable<Emission> {
        if (input === undefined) return;
        for await (const batch of binariesOf(input)) {
          for (const { header, content } of batch) {
            try {
              const bucket = requirePath(settings.bucket(header), "bucket");
              const objectKey = requirePath(settings.objectKey(header), "objectKey");
              const files = await filesFor(header);
              const path = s3PathOf(bucket, objectKey);
              const file = await storeFile(path, content, { ...options, files });
              const result = { bucket, objectKey, size: file?.size ?? 0, original: header };
              yield { view: 0, items: [result] };
            } catch (failure) {
              context.reject(header, failure);
            }
          }
        }
      };
    }),
  examples: [
    {
      title: "Refuse a bucket that is none",
      settings: { bucket: { expression: "$bucket" }, objectKey: "x.txt" },
      account: { type: s3.name, values: { accessKeyId: "key", secretKey: "secret" } },
      given: [{ header: { bucket: "My Bucket" }, content: "x" }],
      gives: [],
      errors: [{ original: { bucket: "My Bucket" } }],
    },
  ],
});
