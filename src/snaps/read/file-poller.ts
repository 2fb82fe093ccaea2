import { matchesGlob } from "node:path";
import { sleep } from "../../base/abort.ts";
import type { Batch } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import type { FileEntry } from "../../engine/file-access.ts";
import { generate } from "../../engine/operators/generate.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { Document } from "../../expr/value.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { fileChanges, type FindChanges } from "../support/files/file-changes.ts";
import { withFiles } from "../support/files/snap-files.ts";

const unitMs = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000 } as const;

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-filepoller",
  version: 1,
  name: "BinaryFilePoller",
  label: "File Poller",
  category: "read",
  summary: "Looks into a directory again and again for files that match.",
  details:
    "Each time a document `{path}` for every file that matches comes out, in alphabetical order; with `onChange` only for those that are new, or have another size or time than the time before. It looks at once and then after every interval, and ends when the timeout is over: with timeout 0 after the first look, with -1 when the run is stopped. Directories are passed over. With an input, it polls for one document after the other, with the document under `original`. A validation looks once. Directories of other machines work too, with the account of the Snap: `sftp://host/path`, `ftp://host/path` (`ftps:` encrypted) and `s3:///bucket/prefix`. That -1 never ends, and what counts as a change, is chosen here.",
  views: { input: optional("document"), output: one("document") },
  accounts: fileAccounts,
  settings: {
    Directory: textPerDocument({
      help: "Path of the directory; the pipeline's project when blank.",
    }),
    Filter: textPerDocument({
      help: "Glob that names must match, with case, such as `*.csv`; all when blank.",
    }),
    pollingInterval: integer({ help: "Seconds between two looks.", default: 30, minimum: 1 }),
    pollingTimeout: integer({ help: "How long to go on.", default: 30, minimum: -1 }),
    pollingTimeoutUnit: choice({
      help: "Unit of the timeout.",
      options: ["SECONDS", "MINUTES", "HOURS"],
      default: "MINUTES",
    }),
    onChange: flag({
      help: "Puts out only files that are new or were changed.",
      default: false,
    }),
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal, limits, clock, mode } = context;
      const timeoutMs = timeoutOf(settings, mode);
      const intervalMs = settings.pollingInterval * 1000;
      return generate<Document>(async function* poll(document): AsyncIterable<Batch<Document>> {
        const directory = settings.Directory(document ?? {}) || ".";
        const filter = settings.Filter(document ?? {}) || "*";
        const choose: FindChanges = settings.onChange ? fileChanges() : (entries) => entries;
        const endMs = clock.now() + timeoutMs;
        const files = await filesFor(document);
        for (;;) {
          const entries = await files.list(directory, signal);
          const found = choose(matching(entries, filter)).map(({ path }) =>
            document === undefined ? { path } : { path, original: document },
          );
          yield* chunks(found, limits.batchSizeMax);
          const leftMs = endMs - clock.now();
          if (leftMs <= 0) return;
          await sleep(Math.min(intervalMs, leftMs), signal);
        }
      });
    }),
  examples: [
    {
      title: "Look once for the CSV files of the project",
      settings: { Directory: "inbox", Filter: "*.csv", pollingTimeout: 0 },
      files: { "inbox/b.csv": "", "inbox/a.csv": "", "inbox/c.txt": "", "inbox/d.csv/x": "" },
      gives: [{ path: "inbox/a.csv" }, { path: "inbox/b.csv" }],
    },
    {
      title: "The directory of each document",
      settings: { Directory: { expression: "$in" }, pollingTimeout: 0 },
      files: { "one/a.csv": "" },
      inputs: ["input0"],
      given: [{ in: "one" }, { in: "two" }],
      gives: [{ path: "one/a.csv", original: { in: "one" } }],
      errors: [{ original: { in: "two" } }],
    },
    {
      title: "A directory that is not there",
      settings: { Directory: "nowhere", pollingTimeout: 0 },
      fails: 'There is no directory "nowhere"',
    },
  ],
});

function matching(entries: readonly FileEntry[], filter: string): readonly FileEntry[] {
  return entries
    .filter(({ name, type }) => type === "file" && matchesGlob(name, filter))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function timeoutOf(
  settings: {
    readonly pollingTimeout: number;
    readonly pollingTimeoutUnit: keyof typeof unitMs;
  },
  mode: "execute" | "preview",
): number {
  if (mode === "preview") return 0;
  const { pollingTimeout, pollingTimeoutUnit } = settings;
  return pollingTimeout < 0
    ? Number.POSITIVE_INFINITY
    : pollingTimeout * unitMs[pollingTimeoutUnit];
}
