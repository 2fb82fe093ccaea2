import { createReadStream } from "node:fs";
import { Refusal } from "../../base/errors.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import { reportText } from "../assets/report-text.ts";
import { importEventLog } from "../assets/import-event-log.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageName } from "../assets/package-name.ts";
import { modelFiles } from "../assets/model-files.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "model import",
  summary:
    "Make an endpoint of any event log, or put the YAML of a knowledge model into the draft of a package.",
  arguments: [
    {
      name: "[path]",
      help: "A knowledge model: one YAML file, or a folder; not with --event-log.",
    },
  ],
  options: [
    {
      flags: "--event-log <file>",
      help: "CSV, XES, Parquet, JSON, Excel or OCEL 2.0; what it is is guessed and told.",
    },
    { flags: "--package <key>", help: "Package; made when it is not there. --name is the same." },
    { flags: "--name <key>", help: "As --package; by default made of the name of the file." },
    { flags: "--case <column>", help: "Column that tells the case." },
    { flags: "--activity <column>", help: "Column that tells the activity." },
    { flags: "--timestamp <column>", help: "Column that tells when." },
    { flags: "--end-timestamp <column>", help: "Column that tells when it ended." },
    { flags: "--timestamp-format <pattern>", help: "Such as %d.%m.%Y %H:%M:%S." },
    { flags: "--delimiter <text>", help: "Between the cells of a CSV." },
    { flags: "--encoding <name>", help: "Of the text, such as windows-1252." },
    { flags: "--sheet <name>", help: "Of an Excel workbook." },
    { flags: "--lead-type <type>", help: "OCEL: objects of this type are the cases." },
    {
      flags: "--lifecycle <which>",
      help: "complete keeps only events that complete something; all is the default.",
    },
    { flags: "--json", help: "Print the facts as JSON." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    const log = textOption(input, "eventLog");
    const [path] = input.arguments;
    const named = textOption(input, "package") ?? textOption(input, "name");
    if ((log === undefined) === (path === undefined)) throw whatToImport();
    if (log !== undefined) return await importEventLog(context, input, log, named);
    const files = await modelFiles(path ?? "");
    const key = named ?? packageName(path ?? "");
    await using opened = await openAssetClient(context, input);
    const { client } = opened;
    await client.makePackage(key);
    for (const { target, source } of files) {
      await client.upload(`/${encodeURIComponent(key)}/files/${target}`, createReadStream(source));
    }
    context.write(`imported ${files.length} files into the draft of "${key}"\n`);
    const report = await client.get<PackageReport>(`/${encodeURIComponent(key)}/validation`);
    context.writeError(reportText(report));
    return report.results.some(
      ({ nodeKey, severity }) => severity === "ERROR" && nodeKey.startsWith("knowledge-models/"),
    )
      ? 1
      : 0;
  },
});

function whatToImport(): Refusal {
  return new Refusal(
    "invalid-argument",
    "It is not clear what to import",
    "Expected either the path of a knowledge model, or --event-log with a file.",
    "Write `slipway model import --event-log log.csv`, or `slipway model import model.yaml --package key`.",
  );
}
