import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import s3 from "../accounts/s3.ts";
import { requireS3 } from "../support/files/s3-path.ts";
import { fileWriteSettings, writeFiles } from "../support/files/write-files.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-s3filewriter",
  version: 1,
  name: "BinaryS3FileWriter",
  label: "S3 File Writer",
  category: "write",
  summary: "Writes each binary to an object of an object store.",
  details:
    "As File Writer, for paths such as `s3:///bucket/key` only. A large object is sent in parts, which are given up when the content fails or the run is stopped; nobody sees it before it is whole. Nothing can be appended to an object.",
  views: { input: one("binary"), output: optional("document") },
  writes: true,
  accounts: [s3.name],
  accountRequired: true,
  settings: fileWriteSettings,
  run: (context) => writeFiles(context, requireS3),
  examples: [
    {
      title: "Refuse a path that is not one of S3",
      settings: { filename: "orders.csv" },
      account: { type: s3.name, values: { accessKeyId: "key", secretKey: "secret" } },
      given: [{ header: { id: 7 }, content: "id\n" }],
      gives: [],
      errors: [{ error: "The path is not one of S3", original: { id: 7 } }],
    },
  ],
});
