import type { Batch } from "../../engine/batch.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { choice } from "../../engine/settings/choice.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { fileAccounts } from "../support/files/file-accounts.ts";
import { requirePath } from "../support/files/require-path.ts";
import { withFiles } from "../support/files/snap-files.ts";

const errorIfMissing = "ERROR if file not found";
const ignoreIfMissing = "IGNORE if file not found";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-delete",
  version: 1,
  name: "BinaryFileDelete",
  label: "File Delete",
  category: "write",
  summary: "Deletes a file.",
  details:
    "With an input, a file for each document. The output has `file` and `status` (`200 OK`, or `404 Not Found` when a missing file is ignored) for each, and the input document under `original`. Skipped in validation. Paths of other machines work too, with the account of the Snap: `sftp://host/path` and `ftp://host/path` (`ftps:` encrypted), `s3:///bucket/key`, `https://host/path`.",
  views: { input: optional("document"), output: optional("document") },
  writes: true,
  accounts: fileAccounts,
  settings: {
    filePath: textPerDocument({ help: "Path of the file.", required: true }),
    deleteAction: choice({
      help: "What to do when there is no such file.",
      options: [errorIfMissing, ignoreIfMissing],
      default: errorIfMissing,
    }),
  },
  run: (context) =>
    withFiles(context, (filesFor) =>
      generate<Document>(async function* remove(document): AsyncIterable<Batch<Document>> {
        const { settings, signal } = context;
        const path = requirePath(settings.filePath(document ?? {}), "filePath");
        const files = await filesFor(document);
        const removed = await files.remove(path, signal);
        if (!removed && settings.deleteAction === errorIfMissing) refuseMissing(path);
        const status = removed ? "200 OK" : "404 Not Found";
        const result = { file: path, status };
        yield [document === undefined ? result : { ...result, original: document }];
      }),
    ),
  examples: [
    {
      title: "Delete a file",
      settings: { filePath: "old.csv" },
      files: { "old.csv": "id\n" },
      gives: [{ file: "old.csv", status: "200 OK" }],
    },
    {
      title: "Reject a file that is not there",
      settings: { filePath: { expression: "$name" } },
      inputs: ["input0"],
      given: [{ name: "nowhere.csv" }],
      gives: [],
      errors: [{ error: 'There is no file "nowhere.csv"', original: { name: "nowhere.csv" } }],
    },
    {
      title: "Pass over a file that is not there",
      settings: { filePath: "nowhere.csv", deleteAction: "IGNORE if file not found" },
      gives: [{ file: "nowhere.csv", status: "404 Not Found" }],
    },
  ],
});

function refuseMissing(path: string): never {
  throw new SnapFailure(
    `There is no file "${path}"`,
    "Expected a file to delete; found none.",
    `Mend \`filePath\`, or set \`deleteAction\` to "${ignoreIfMissing}".`,
  );
}
