import { matchesGlob } from "node:path";
import type { Batch } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import type { Document } from "../../expr/value.ts";
import s3 from "../accounts/s3.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings, withRetries } from "../support/files/retries.ts";
import { s3PathOf } from "../support/files/s3-path.ts";
import { withFiles } from "../support/files/snap-files.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-s3-s3browser",
  version: 1,
  name: "S3Browser",
  label: "S3 Browser",
  category: "read",
  summary: "Lists objects of an object store, a document each.",
  details:
    "Lists what is directly below the prefix, in alphabetical order: each document has `bucket`, `key`, `name`, `type` (`file`, or `directory` for what further keys have in front of a slash), `size` in bytes, `lastModified` and `path`, which File Reader takes. With an input, the bucket and prefix of each document. A prefix below which there is nothing goes to the error behaviour. The keys of the settings and of the output are chosen here.",
  views: { input: optional("document"), output: one("document") },
  accounts: [s3.name],
  accountRequired: true,
  settings: {
    bucket: textPerDocument({ help: "Name of the bucket.", required: true }),
    prefix: textPerDocument({
      help: "What stands in front of the last slash of the keys, such as `in/2026`; the top when blank.",
    }),
    filter: textPerDocument({ help: "Glob that names must match, such as `*.csv`." }),
    ...retrySettings,
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal, limits } = context;
      const retries = retriesOf(settings, signal);
      return generate<Document>(async function* browse(document): AsyncIterable<Batch<Document>> {
        const bucket = requirePath(settings.bucket(document ?? {}), "bucket");
        const prefix = settings.prefix(document ?? {}).replaceAll(/^\/+|\/+$/g, "");
        const filter = settings.filter(document ?? {}) || "*";
        const directory = s3PathOf(bucket, prefix === "" ? "" : `${prefix}/`);
        const files = await filesFor(document);
        const entries = await withRetries(retries, () => files.list(directory, signal));
        const found = entries
          .filter(({ name }) => matchesGlob(name, filter))
          .map(({ name, path, size, type, updatedMs }) => ({
            bucket,
            key: prefix === "" ? name : `${prefix}/${name}`,
            name,
            type,
            size,
            lastModified: type === "file" ? new DateTime(updatedMs) : null,
            path,
          }));
        yield* chunks(found, limits.batchSizeMax);
      });
    }),
  examples: [
    {
      title: "Refuse a prefix that leads elsewhere",
      settings: { bucket: "shop", prefix: "in/%2e%2e/other" },
      account: { type: s3.name, values: { accessKeyId: "key", secretKey: "secret" } },
      fails: "is not a path that can be used",
    },
  ],
});
