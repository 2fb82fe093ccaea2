import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import type { Binary, Emission } from "../../engine/batch.ts";
import type { FileAccess } from "../../engine/file-access.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import type { Document } from "../../expr/value.ts";
import { contentOf } from "../support/binary/content.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { withFiles } from "../support/files/snap-files.ts";
import { storeFile } from "../support/files/store-file.ts";
import { printDocument } from "../support/json/print-document.ts";

const ifExists = {
  OVERWRITE: "overwrite",
  APPEND: "append",
  IGNORE: "ignore",
  ERROR: "error",
} as const;

const settings = {
  filename: textPerDocument({
    help: "Path of the file; an expression sees the binary's header, as in `$['content-location']`.",
    required: true,
  }),
  fileAction: choice({
    help: "What to do with a file that is there already.",
    options: ["OVERWRITE", "APPEND", "IGNORE", "ERROR"],
    default: "OVERWRITE",
  }),
  createDir: flag({ help: "Makes the directories on the way.", default: false }),
  writeEmptyFile: flag({ help: "Writes a file for a binary without content.", default: false }),
  validate: flag({
    help: "Accepted and without effect: a file that cannot be written whole is never seen.",
    default: false,
  }),
  flushIntervalKb: integer({
    help: "Accepted and without effect: nobody sees a file before it is whole.",
    default: -1,
    minimum: -1,
  }),
  ...retrySettings,
  writeHeader: flag({
    help: "Writes the binary's header as JSON beside it, to `<file>.header`.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-write",
  version: 3,
  name: "BinaryFileWriter",
  label: "File Writer",
  category: "write",
  summary: "Writes each binary to a file.",
  details:
    "Each binary is a file, so several with the same name overwrite each other. Nobody sees a file before it is whole; when its content fails or the run is stopped, nothing of it is left. The output has a document for each file: `filename`, `fileAction` (`created`, `overwritten`, `appended` or `ignored`) and under `original` the binary's header. A binary without content is passed over unless `writeEmptyFile`. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`. On SFTP and FTP servers a file has a hidden name beside its target till it is whole, and a server that breaks off may keep that; an object of S3 is whole or not there, in parts when it is large; a PUT that is broken off is what the HTTP server makes of it. Nothing can be appended to an object of S3 or by HTTP. `retries` are for beginning a file: content can be read only once.",
  views: { input: one("binary"), output: optional("document") },
  writes: true,
  accounts: fileAccounts,
  settings,
  run: (context) =>
    withFiles(
      context,
      (filesFor) =>
        async function* written({ inputs: [input] }): AsyncIterable<Emission> {
          if (input === undefined) return;
          for await (const batch of binariesOf(input)) {
            for (const binary of batch) {
              try {
                const files = await filesFor(binary.header);
                const document = await writeBinary(binary, files, context);
                if (document !== undefined) yield { view: 0, items: [document] };
              } catch (failure) {
                context.reject(binary.header, failure);
              }
            }
          }
        },
    ),
  examples: [
    {
      title: "Write a file",
      settings: { filename: "out.csv" },
      given: [{ header: { "content-type": "text/csv" }, content: "id\n1\n" }],
      gives: [
        { filename: "out.csv", fileAction: "created", original: { "content-type": "text/csv" } },
      ],
      writes: { "out.csv": "id\n1\n" },
    },
    {
      title: "A name from the header, appended to what is there",
      settings: { filename: { expression: "$name + '.txt'" }, fileAction: "APPEND" },
      files: { "a.txt": "1" },
      given: [{ header: { name: "a" }, content: "2" }],
      gives: [{ filename: "a.txt", fileAction: "appended", original: { name: "a" } }],
      writes: { "a.txt": "12" },
    },
    {
      title: "Leave an existing file alone",
      settings: { filename: "a.txt", fileAction: "IGNORE" },
      files: { "a.txt": "old" },
      given: [{ content: "new" }],
      gives: [{ filename: "a.txt", fileAction: "ignored", original: {} }],
      writes: { "a.txt": "old" },
    },
    {
      title: "Pass over an empty binary",
      settings: { filename: "empty.txt" },
      given: [{ content: "" }],
      gives: [],
    },
    {
      title: "Reject a binary without a name for it",
      settings: { filename: { expression: "$.get('name')" } },
      given: [{ header: {}, content: "x" }],
      gives: [],
      errors: [{ error: "`filename` has no value" }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

/** Writes a binary and says so; undefined when it had nothing to write. */
async function writeBinary(
  binary: Binary,
  files: FileAccess,
  { settings: bound, signal }: Context,
): Promise<Document | undefined> {
  const path = requirePath(bound.filename(binary.header), "filename");
  const options = {
    ...retriesOf(bound, signal),
    files,
    ifExists: ifExists[bound.fileAction],
    createDirectories: bound.createDir,
    evenIfEmpty: bound.writeEmptyFile,
  };
  const file = await storeFile(path, binary.content, options);
  if (file === undefined) return undefined;
  if (bound.writeHeader) {
    const header = contentOf(Buffer.from(printDocument(binary.header), "utf8"));
    await storeFile(`${path}.header`, header, { ...options, evenIfEmpty: true });
  }
  return { filename: path, fileAction: file.action, original: binary.header };
}
