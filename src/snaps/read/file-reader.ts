import type { Batch, Binary } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { flag } from "../../engine/settings/flag.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { headerRows, headerWith } from "../support/binary/header-rows.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { openFile } from "../support/files/open-file.ts";
import { requirePath } from "../support/files/require-path.ts";
import { retriesOf, retrySettings } from "../support/files/retries.ts";
import { withFiles } from "../support/files/snap-files.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-simpleread",
  version: 1,
  name: "BinaryFileReader",
  label: "File Reader",
  category: "read",
  summary: "Reads a file as a binary.",
  details:
    "With an input, a file for each document; the document's fields are then in the header too. The header has `content-location`, `content-length` and, where they are known, `content-type` and `last-modified`. A bare name is a file of the pipeline's project; `sldb:///x`, `../shared/x` and `/Org/Space/Project/x` reach others of the org. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`. Wildcards do not. A file that is not there goes to the error behaviour.",
  views: { input: optional("document"), output: one("binary") },
  accounts: fileAccounts,
  settings: {
    filePath: textPerDocument({ help: "Path of the file.", required: true }),
    executeDuringPreview: flag({ help: "Reads in a validation too.", default: true }),
    ...retrySettings,
    preventURLEncoding: flag({
      help: "Accepted and without effect: paths are taken as they are written.",
      default: false,
    }),
    enableStaging: flag({
      help: "Accepted and without effect: files are always read as a stream.",
      default: false,
    }),
    outputHeaders: headerRows("Further properties of the binary's header."),
  },
  run: (context) =>
    withFiles(context, (filesFor) => {
      const { settings, signal, mode } = context;
      const retries = retriesOf(settings, signal);
      return generate<Binary>(async function* read(document): AsyncIterable<Batch<Binary>> {
        if (mode === "preview" && !settings.executeDuringPreview) return;
        const path = requirePath(settings.filePath(document ?? {}), "filePath");
        const files = await filesFor(document);
        const { header, content } = await openFile(path, { ...retries, files });
        const base = { ...document, ...header };
        yield [{ header: headerWith(base, settings.outputHeaders, document), content }];
      });
    }),
  examples: [
    {
      title: "A file of the project",
      settings: { filePath: "orders.csv" },
      files: { "orders.csv": "id\n1\n" },
      gives: [{ content: "id\n1\n" }],
    },
    {
      title: "A file for each document",
      settings: { filePath: { expression: "$name + '.txt'" } },
      files: { "a.txt": "A", "b.txt": "B" },
      inputs: ["input0"],
      given: [{ name: "a" }, { name: "b" }],
      gives: [{ content: "A" }, { content: "B" }],
    },
    {
      title: "A file that is not there, among others",
      settings: { filePath: { expression: "$name" } },
      files: { "orders.csv": "id\n" },
      inputs: ["input0"],
      given: [{ name: "order.csv" }, { name: "orders.csv" }],
      gives: [{ content: "id\n" }],
      errors: [{ resolution: 'Did you mean "orders.csv"?', original: { name: "order.csv" } }],
    },
  ],
});
