import type { Binary, Emission } from "../../../engine/batch.ts";
import type { FileAccess } from "../../../engine/file-access.ts";
import { binariesOf } from "../../../engine/operators/items.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { choice } from "../../../engine/settings/choice.ts";
import { flag } from "../../../engine/settings/flag.ts";
import { integer } from "../../../engine/settings/integer.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import type { Document } from "../../../expr/value.ts";
import { contentOf } from "../binary/content.ts";
import { printDocument } from "../json/print-document.ts";
import { requirePath } from "./require-path.ts";
import { retriesOf, retrySettings } from "./retries.ts";
import { withFiles } from "./snap-files.ts";
import { storeFile } from "./store-file.ts";

const ifExists = {
  OVERWRITE: "overwrite",
  APPEND: "append",
  IGNORE: "ignore",
  ERROR: "error",
} as const;

/** The settings of Snaps that write files. */
export const fileWriteSettings = {
  filename: textPerDocument({
    help: "Path of the file; an expression sees the binary's header, as in `$['content-location']`.",
    required: true,
  }),
  fileAction: choice({
    help: "What to do with a file that is there already.",
    options: ["OVERWRITE", "APPEND", "IGNORE", "ERROR"],
    default: "OVERWRITE",
  }),
  createDir: flag({ help: "Makes the directories on the way.", default: false }),
  writeEmptyFile: flag({ help: "Writes a file for a binary without content.", default: false }),
  validate: flag({
    help: "Accepted and without effect: a file that cannot be written whole is never seen.",
    default: false,
  }),
  flushIntervalKb: integer({
    help: "Accepted and without effect: nobody sees a file before it is whole.",
    default: -1,
    minimum: -1,
  }),
  ...retrySettings,
  writeHeader: flag({
    help: "Writes the binary's header as JSON beside it, to `<file>.header`.",
    default: false,
  }),
};

type Context = SnapContext<BoundSettings<typeof fileWriteSettings>>;

/** Writes each binary to a file, and puts out a document for it. `check` may refuse a path. */
export function writeFiles(
  context: Context,
  check: (path: string) => void = () => undefined,
): Operator {
  return withFiles(
    context,
    (filesFor) =>
      async function* written({ inputs: [input] }): AsyncIterable<Emission> {
        if (input === undefined) return;
        for await (const batch of binariesOf(input)) {
          for (const binary of batch) {
            try {
              const path = requirePath(context.settings.filename(binary.header), "filename");
              check(path);
              const files = await filesFor(binary.header);
              const document = await writeBinary(path, binary, files, context);
              if (document !== undefined) yield { view: 0, items: [document] };
            } catch (failure) {
              context.reject(binary.header, failure);
            }
          }
        }
      },
  );
}

/** Writes a binary and says so; undefined when it had nothing to write. */
async function writeBinary(
  path: string,
  binary: Binary,
  files: FileAccess,
  { settings: bound, signal }: Context,
): Promise<Document | undefined> {
  const options = {
    ...retriesOf(bound, signal),
    files,
    ifExists: ifExists[bound.fileAction],
    createDirectories: bound.createDir,
    evenIfEmpty: bound.writeEmptyFile,
  };
  const file = await storeFile(path, binary.content, options);
  if (file === undefined) return undefined;
  if (bound.writeHeader) {
    const header = contentOf(Buffer.from(printDocument(binary.header), "utf8"));
    await storeFile(`${path}.header`, header, { ...options, evenIfEmpty: true });
  }
  return { filename: path, fileAction: file.action, original: binary.header };
}
