import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import s3 from "../accounts/s3.ts";
import { fileReadSettings, readFiles } from "../support/files/read-files.ts";
import { requireS3 } from "../support/files/s3-path.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-s3filereader",
  version: 1,
  name: "BinaryS3FileReader",
  label: "S3 File Reader",
  category: "read",
  summary: "Reads an object of an object store as a binary.",
  details:
    "As File Reader, for paths such as `s3:///bucket/key` only. With an input, an object for each document. An object that is another one when it is read than when it was found fails.",
  views: { input: optional("document"), output: one("binary") },
  accounts: [s3.name],
  accountRequired: true,
  settings: fileReadSettings,
  run: (context) => readFiles(context, requireS3),
  examples: [
    {
      title: "Refuse a path that is not one of S3",
      settings: { filePath: "orders.csv" },
      account: { type: s3.name, values: { accessKeyId: "key", secretKey: "secret" } },
      files: { "orders.csv": "id\n" },
      fails: "The path is not one of S3",
    },
  ],
});
