import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { fileWriteSettings, writeFiles } from "../support/files/write-files.ts";

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
  settings: fileWriteSettings,
  run: (context) => writeFiles(context),
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
