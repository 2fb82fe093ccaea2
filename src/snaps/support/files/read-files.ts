import type { Batch, Binary } from "../../../engine/batch.ts";
import { generate } from "../../../engine/operators/generate.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { flag } from "../../../engine/settings/flag.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { headerRows, headerWith } from "../binary/header-rows.ts";
import { openFile } from "./open-file.ts";
import { requirePath } from "./require-path.ts";
import { retriesOf, retrySettings } from "./retries.ts";
import { withFiles } from "./snap-files.ts";

/** The settings of Snaps that read files. */
export const fileReadSettings = {
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
};

/** Reads a file for each document, or one without input. `check` may refuse a path. */
export function readFiles(
  context: SnapContext<BoundSettings<typeof fileReadSettings>>,
  check: (path: string) => void = () => undefined,
): Operator {
  return withFiles(context, (filesFor) => {
    const { settings, signal, mode } = context;
    const retries = retriesOf(settings, signal);
    return generate<Binary>(async function* read(document): AsyncIterable<Batch<Binary>> {
      if (mode === "preview" && !settings.executeDuringPreview) return;
      const path = requirePath(settings.filePath(document ?? {}), "filePath");
      check(path);
      const files = await filesFor(document);
      const { header, content } = await openFile(path, { ...retries, files });
      const base = { ...document, ...header };
      yield [{ header: headerWith(base, settings.outputHeaders, document), content }];
    });
  });
}
