import { matchesGlob } from "node:path";
import type { Batch } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import type { FileEntry } from "../../engine/file-access.ts";
import { generate } from "../../engine/operators/generate.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { flag } from "../../engine/settings/flag.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import type { Document } from "../../expr/value.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { withFiles } from "../support/files/snap-files.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-directorybrowser",
  version: 1,
  name: "BinaryDirectoryBrowser",
  label: "Directory Browser",
  category: "read",
  summary: "Lists the files and directories of a directory, a document each.",
  details:
    "Each document has Name, Path, Type (`file` or `directory`), Owner, Create Date, Size, Permissions, Update Date and Group; what the store does not know is null. Names come in alphabetical order. With an input, the directory of each document. A directory in which nothing matches is an error unless `ignoreEmptyResult`. Directories of other machines work too, with the account of the Snap: `sftp://host/path`, `ftp://host/path` (`ftps:` encrypted) and `s3:///bucket/prefix`.",
  views: { input: optional("document"), output: one("document") },
  accounts: fileAccounts,
  settings: {
    Directory: textPerDocument({
      help: "Path of the directory; the pipeline's project when blank.",
    }),
    Filter: textPerDocument({
      help: "Glob that names must match, such as `*.csv` or `{a,b}*`; all when blank.",
    }),
    ignoreEmptyResult: flag({
      help: "Puts out nothing when nothing matches, instead of failing.",
      default: true,
    }),
  },
  run: (context) =>
    withFiles(context, (filesFor) =>
      generate<Document>(async function* browse(document): AsyncIterable<Batch<Document>> {
        const { settings, signal, limits } = context;
        const directory = settings.Directory(document ?? {}) || ".";
        const filter = settings.Filter(document ?? {}) || "*";
        const files = await filesFor(document);
        const entries = await files.list(directory, signal);
        const found = entries
          .filter(({ name }) => matchesGlob(name, filter))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
        if (found.length === 0 && !settings.ignoreEmptyResult) refuseEmpty(directory, filter);
        yield* chunks(found.map(describe), limits.batchSizeMax);
      }),
    ),
  examples: [
    {
      title: "The CSV files of the project",
      settings: { Filter: "*.csv" },
      files: { "a.csv": "id\n", "b.json": "[]" },
    },
    {
      title: "Nothing when nothing matches",
      settings: { Filter: "*.csv" },
      files: { "b.json": "[]" },
      gives: [],
    },
    {
      title: "Fail when nothing matches",
      settings: { Filter: "*.csv", ignoreEmptyResult: false },
      files: { "b.json": "[]" },
      fails: "Nothing in the directory matches",
    },
  ],
});

function describe(entry: FileEntry): Document {
  return {
    Name: entry.name,
    Path: entry.path,
    Type: entry.type,
    Owner: entry.owner,
    "Create Date": new DateTime(entry.createdMs),
    Size: entry.size,
    Permissions: null,
    "Update Date": new DateTime(entry.updatedMs),
    Group: null,
  };
}

function refuseEmpty(directory: string, filter: string): never {
  throw new SnapFailure(
    "Nothing in the directory matches",
    `Expected files or directories in "${directory}" whose names match "${filter}"; found none.`,
    "Mend `Directory` or `Filter`, or set `ignoreEmptyResult`.",
  );
}
