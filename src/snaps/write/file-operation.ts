import type { Batch } from "../../engine/batch.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import type { FileAccess } from "../../engine/file-access.ts";
import { generate } from "../../engine/operators/generate.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { openFile } from "../support/files/open-file.ts";
import { requirePath } from "../support/files/require-path.ts";
import { withFiles } from "../support/files/snap-files.ts";
import { storeFile } from "../support/files/store-file.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-fileoperation",
  version: 1,
  name: "BinaryFileOperation",
  label: "File Operation",
  category: "write",
  summary: "Copies or moves files.",
  details:
    "With an input, a file for each document. The output has `Source`, `Target` and `Status` (`Moved` or `Copied`), and the input document under `original`. The target is whole or not there; a move removes the source after that, so a failure never leaves less than one of the two. A file that is moved to itself stays, unless `errorIfExists`; one cannot be copied to itself. Files only, no directories. Skipped in validation. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`. Between two machines the one account serves those that take its type. No exported pipeline shows the keys of the two paths; they are chosen here after the documented labels.",
  views: { input: optional("document"), output: optional("document") },
  writes: true,
  accounts: fileAccounts,
  settings: {
    fileOperation: choice({
      help: "What to do.",
      options: ["Move", "Copy"],
      default: "Move",
    }),
    source: textPerDocument({ help: "Path of the file.", required: true }),
    target: textPerDocument({ help: "Path it is to have, with its name.", required: true }),
    errorIfExists: flag({
      help: "Fails when the target is there already; otherwise it is overwritten.",
      default: false,
    }),
  },
  run: (context) =>
    withFiles(context, (filesFor) =>
      generate<Document>(async function* operate(document): AsyncIterable<Batch<Document>> {
        const { settings, signal } = context;
        const files = await filesFor(document);
        const source = requirePath(settings.source(document ?? {}), "source");
        const target = requirePath(settings.target(document ?? {}), "target");
        const { fileOperation, errorIfExists } = settings;
        const copy = { source, target, ifExists: errorIfExists ? "error" : "overwrite" } as const;
        if (await isSame(copy, files, signal)) {
          if (fileOperation === "Copy" || errorIfExists) throw sameFile(copy);
        } else {
          await copyFile(copy, files, signal);
          if (fileOperation === "Move") await files.remove(source, signal);
        }
        const Status = fileOperation === "Move" ? "Moved" : "Copied";
        const result = { Source: source, Target: target, Status };
        yield [document === undefined ? result : { ...result, original: document }];
      }),
    ),
  examples: [
    {
      title: "Move a file",
      settings: { source: "new.csv", target: "done.csv" },
      files: { "new.csv": "id\n" },
      gives: [{ Source: "new.csv", Target: "done.csv", Status: "Moved" }],
      writes: { "done.csv": "id\n" },
    },
    {
      title: "Copy over a file that is there",
      settings: { fileOperation: "Copy", source: { expression: "$name" }, target: "last.csv" },
      files: { "a.csv": "a\n", "last.csv": "old\n" },
      inputs: ["input0"],
      given: [{ name: "a.csv" }],
      gives: [
        { Source: "a.csv", Target: "last.csv", Status: "Copied", original: { name: "a.csv" } },
      ],
      writes: { "a.csv": "a\n", "last.csv": "a\n" },
    },
    {
      title: "Leave a target alone that is there",
      settings: { source: "a.csv", target: "b.csv", errorIfExists: true },
      files: { "a.csv": "a\n", "b.csv": "b\n" },
      fails: "already exists",
      writes: { "a.csv": "a\n", "b.csv": "b\n" },
    },
    {
      title: "A source that is not there, among others",
      settings: { source: { expression: "$name" }, target: "x.csv" },
      files: { "orders.csv": "a\n" },
      inputs: ["input0"],
      given: [{ name: "order.csv" }],
      gives: [],
      errors: [{ resolution: 'Did you mean "orders.csv"?', original: { name: "order.csv" } }],
    },
  ],
});

interface FileCopy {
  readonly source: string;
  readonly target: string;
  readonly ifExists: "error" | "overwrite";
}

async function isSame(
  { source, target }: FileCopy,
  files: FileAccess,
  signal: AbortSignal,
): Promise<boolean> {
  return (await files.identify(source, signal)) === (await files.identify(target, signal));
}

async function copyFile(
  { source, target, ifExists }: FileCopy,
  files: FileAccess,
  signal: AbortSignal,
): Promise<void> {
  const once = { files, signal, retries: 0, retryIntervalMs: 0 };
  const { content } = await openFile(source, once);
  const options = { ...once, ifExists, createDirectories: false, evenIfEmpty: true };
  await storeFile(target, content, options);
}

function sameFile({ source, target }: FileCopy): SnapFailure {
  return new SnapFailure(
    "Source and target are the same file",
    `Expected two files; "${source}" and "${target}" name the same one.`,
    "Give the target another name.",
  );
}
