import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Refusal } from "../../base/errors.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import type {
  CountedEventLog,
  GuessedEventLog,
  PackageDetail,
} from "../../control/assets/packages.ts";
import type { CliContext } from "../cli-context.ts";
import { type CommandInput, textOption } from "../define-command.ts";
import { endpointLines } from "./endpoint-lines.ts";
import { factLines } from "./fact-lines.ts";
import { openAssetClient } from "./open-asset-client.ts";
import { packageName } from "./package-name.ts";
import { publishPackage, untilLoaded } from "./publish-package.ts";
import { reportText } from "./report-text.ts";

/** What the command calls them, and what the server does. */
const optionNames: Readonly<Record<string, string>> = {
  case: "caseColumn",
  activity: "activityColumn",
  timestamp: "timestampColumn",
  endTimestamp: "endTimestampColumn",
  timestampFormat: "timestampFormat",
  delimiter: "delimiter",
  encoding: "encoding",
  sheet: "sheet",
  leadType: "leadType",
  lifecycle: "lifecycle",
};

/** Makes a package of an event log, with a guessed data model and a knowledge model over it, and publishes it. */
export async function importEventLog(
  context: CliContext,
  input: CommandInput,
  file: string,
  named: string | undefined,
): Promise<number> {
  const kind = await stat(file).catch(() => undefined);
  if (kind?.isFile() !== true) throw noFile(file);
  const key = named ?? packageName(file);
  const said = Object.entries(optionNames).map(([flag, name]) => [name, textOption(input, flag)]);
  await using opened = await openAssetClient(context, input);
  const { client } = opened;
  const path = `/${encodeURIComponent(key)}`;
  await client.makePackage(key);
  const name = basename(file);
  await client.upload(`${path}/files/data/${encodeURIComponent(name)}`, createReadStream(file));
  const { body: guessed } = await client.send<
    GuessedEventLog & { readonly validation: PackageReport }
  >("POST", `${path}/event-log`, { file: `data/${name}`, id: key, ...Object.fromEntries(said) });
  for (const { what, value, why } of guessed.guesses) {
    context.writeError(`${what}: ${value} (${why})\n`);
  }
  context.writeError(reportText(guessed.validation));
  const loads = await untilLoaded(context, client, key);
  const failed = loads.find(({ state, dataModel }) => {
    return state === "failed" && dataModel === guessed.dataModel;
  });
  if (failed !== undefined && !loads.some(({ current }) => current))
    throw notLoaded(failed.findings);
  await client.send("POST", `${path}/auto-model`, { dataModel: guessed.dataModel });
  const version = await publishPackage(context, client, key, { summary: `Event log ${name}` });
  if (version === undefined) return 1;
  const { eventLogs } = await client.get<{ readonly eventLogs: readonly CountedEventLog[] }>(
    `${path}/event-log`,
    { version: version.version },
  );
  if (input.options["json"] === true) context.write(`${JSON.stringify(eventLogs, undefined, 2)}\n`);
  else for (const log of eventLogs) context.write(factLines(log));
  context.writeError(`published ${key} ${version.version}\n`);
  context.writeError(endpointLines(await client.get<PackageDetail>(path), opened.url));
  return 0;
}

function noFile(file: string): Refusal {
  return new Refusal(
    "not-found",
    `Cannot read "${file}"`,
    "Expected a file with an event log.",
    "Check the path; it is taken from the directory that the command runs in.",
  );
}

function notLoaded(
  findings: readonly {
    readonly error: string;
    readonly reason: string;
    readonly resolution: string;
  }[],
): Refusal {
  const [first] = findings;
  return new Refusal(
    "invalid-content",
    first?.error ?? "The event log could not be loaded.",
    first?.reason ?? "The load failed without a word.",
    first?.resolution ?? "Check the file.",
  );
}
