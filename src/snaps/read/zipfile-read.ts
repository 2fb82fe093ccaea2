import type { Batch, Binary } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { openFile } from "../support/files/open-file.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { withFiles } from "../support/files/snap-files.ts";
import { readZip } from "../support/zip/read-zip.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-unzip",
  version: 1,
  name: "BinaryZipFileRead",
  label: "ZipFile Read",
  category: "read",
  summary: "Reads the files in a ZIP archive, a binary each.",
  details:
    "The header has `content-location` (the name in the archive, which is data only), `content-length` and `last-modified`. With an input, an archive for each document. Directories are passed over. An archive with too many entries, or one that unpacks to too much, is refused; an encrypted one too. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`.",
  views: { input: optional("document"), output: one("binary") },
  accounts: fileAccounts,
  settings: {
    filePath: textPerDocument({ help: "Path of the archive.", required: true }),
    ...retrySettings,
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal, spill, limits } = context;
      const retries = retriesOf(settings, signal);
      return generate<Binary>(async function* read(document): AsyncIterable<Batch<Binary>> {
        const name = requirePath(settings.filePath(document ?? {}), "filePath");
        const files = await filesFor(document);
        const { content } = await openFile(name, { ...retries, files });
        for await (const binary of readZip(content, { spill, limits, signal, name })) {
          yield [{ ...binary, header: { ...document, ...binary.header } }];
        }
      });
    }),
  examples: [
    {
      title: "Refuse what is no archive",
      settings: { filePath: "a.zip" },
      files: { "a.zip": "not a zip" },
      fails: 'The archive "a.zip" cannot be read',
    },
    {
      title: "A missing archive",
      settings: { filePath: { expression: "$name" } },
      files: { "a.zip": "x" },
      inputs: ["input0"],
      given: [{ name: "b.zip" }],
      gives: [],
      errors: [{ original: { name: "b.zip" } }],
    },
  ],
});
