import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { fileReadSettings, readFiles } from "../support/files/read-files.ts";

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
  settings: fileReadSettings,
  run: (context) => readFiles(context),
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
