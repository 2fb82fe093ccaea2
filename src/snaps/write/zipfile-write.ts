import type { Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import type { FileAccess } from "../../engine/file-access.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext, SnapInput } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { withFiles } from "../support/files/snap-files.ts";
import { storeFile } from "../support/files/store-file.ts";
import { entryNames } from "../support/zip/entry-name.ts";
import { writeZip, type ZipSource } from "../support/zip/write-zip.ts";

const ifExists = { OVERWRITE: "overwrite", IGNORE: "ignore", ERROR: "error" } as const;

const settings = {
  filename: textPerDocument({
    help: "Path of the archive; an expression sees the header of the first binary.",
    required: true,
  }),
  baseDirectory: textPerDocument({
    help: "Directory inside the archive; an expression sees the header of each binary.",
  }),
  fileAction: choice({
    help: "What to do with an archive that is there already.",
    options: ["OVERWRITE", "IGNORE", "ERROR"],
    default: "OVERWRITE",
  }),
  createDir: flag({ help: "Makes the directories on the way.", default: false }),
  ...retrySettings,
};

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-zip",
  version: 1,
  name: "BinaryZipFileWrite",
  label: "ZipFile Write",
  category: "write",
  summary: "Writes all binaries into one ZIP archive.",
  details:
    "Each binary is a file in the archive, in the order in which they come. Its name is the `content-location` of its header without the place where it was (the name alone for a full path), or `file-1`, `file-2`, …; a name that is there already gets a number, as in `a-2.csv`, and none leads out of the directory it is unpacked to. The same binaries give the same bytes: the files carry the time of their `last-modified` header, or 1980. Nobody sees the archive before it is whole; when a content fails or the run is stopped, nothing of it is left. The output has one document: `filename`, `fileAction` and `entries`, the names in the archive. Without binaries nothing is written. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`.",
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
          const binaries = each(input);
          const first = await binaries.next();
          if (first.done === true) return;
          try {
            const files = await filesFor(first.value.header);
            const document = await writeArchive(first.value, binaries, files, context);
            yield { view: 0, items: [document] };
          } catch (failure) {
            context.reject(first.value.header, failure);
          } finally {
            await binaries.return(undefined);
          }
        },
    ),
  examples: [
    {
      title: "Two files in an archive",
      settings: { filename: "reports.zip", baseDirectory: "2026" },
      given: [
        { header: { "content-location": "a.csv" }, content: "id\n1\n" },
        { header: { "content-location": "sldb:///other/a.csv" }, content: "id\n2\n" },
      ],
      gives: [
        {
          filename: "reports.zip",
          fileAction: "created",
          entries: ["2026/a.csv", "2026/a-2.csv"],
        },
      ],
    },
    {
      title: "Nothing for no binaries",
      settings: { filename: "reports.zip" },
      given: [],
      gives: [],
    },
    {
      title: "Leave an archive that is there",
      settings: { filename: "reports.zip", fileAction: "ERROR" },
      files: { "reports.zip": "old" },
      given: [{ header: { id: 7 }, content: "new" }],
      gives: [],
      errors: [{ original: { id: 7 } }],
      writes: { "reports.zip": "old" },
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

async function* each(input: SnapInput): AsyncGenerator<Binary, undefined> {
  for await (const batch of binariesOf(input)) yield* batch;
  return undefined;
}

async function writeArchive(
  first: Binary,
  rest: AsyncIterable<Binary>,
  files: FileAccess,
  context: Context,
): Promise<Document> {
  const { settings: bound, limits, signal } = context;
  const path = requirePath(bound.filename(first.header), "filename");
  const names = entryNames();
  const entries: string[] = [];
  const sourceOf = ({ header, content }: Binary): ZipSource => {
    const name = names.nameFor(header, bound.baseDirectory(header));
    entries.push(name);
    if (entries.length > limits.archiveEntriesMax) throw tooMany(limits.archiveEntriesMax);
    const modified = modifiedOf(header);
    return modified === undefined ? { name, content } : { name, content, modified };
  };
  async function* sources(): AsyncIterable<ZipSource> {
    yield sourceOf(first);
    for await (const binary of rest) yield sourceOf(binary);
  }
  const file = await storeFile(path, writeZip(sources()), {
    ...retriesOf(bound, signal),
    files,
    ifExists: ifExists[bound.fileAction],
    createDirectories: bound.createDir,
    evenIfEmpty: true,
  });
  return { filename: path, fileAction: file?.action ?? "ignored", entries };
}

/** The time in the header of a file that was read; an archive knows none before 1980. */
function modifiedOf(header: Document): Date | undefined {
  const text = header["last-modified"];
  const time = new Date(typeof text === "string" ? text : Number.NaN);
  return time.getUTCFullYear() > 1980 && time.getUTCFullYear() < 2100 ? time : undefined;
}

function tooMany(entriesMax: number): SnapFailure {
  return new SnapFailure(
    "There are too many binaries for one archive",
    `Expected at most ${entriesMax} (archiveEntriesMax); found more.`,
    "Split the stream, as with a Router, or have the operator raise the limit.",
  );
}
