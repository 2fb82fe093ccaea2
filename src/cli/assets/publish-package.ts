import { sleep } from "../../base/abort.ts";
import type { DataLoad, PackageVersion } from "../../control/assets/packages.ts";
import type { CliContext } from "../cli-context.ts";
import type { AssetClient } from "./asset-client.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import { reportText } from "./report-text.ts";

export interface PublishedVersion extends PackageVersion {
  readonly validation: PackageReport;
}

interface NotPublished {
  readonly error: string;
  readonly validation: PackageReport;
}

/** Loads what has to be loaded and publishes; nothing when the draft has errors, which are then told. */
export async function publishPackage(
  context: CliContext,
  client: AssetClient,
  key: string,
  order: Readonly<Record<string, string | undefined>>,
): Promise<PublishedVersion | undefined> {
  const path = `/${encodeURIComponent(key)}`;
  for (;;) {
    const { status, body } = await client.send<PublishedVersion & NotPublished>(
      "POST",
      `${path}/versions`,
      order,
      [422],
    );
    if (status === 422) {
      if (body.validation === undefined) context.writeError(`${body.error}\n`);
      else context.writeError(reportText(body.validation));
      return undefined;
    }
    if (status !== 202) {
      context.writeError(reportText(body.validation));
      return body;
    }
    await untilLoaded(context, client, key);
  }
}

/** Waits for the loads of a package, telling what they are at. */
export async function untilLoaded(
  context: CliContext,
  client: AssetClient,
  key: string,
): Promise<readonly DataLoad[]> {
  let told = "";
  for (;;) {
    const { loads } = await client.get<{ readonly loads: readonly DataLoad[] }>(
      `/${encodeURIComponent(key)}/loads`,
    );
    const open = loads.filter(({ state }) => state === "queued" || state === "loading");
    if (open.length === 0) return loads;
    const said = open
      .map(({ dataModel, state, progress }) => `${dataModel}: ${progress || state}`)
      .join("; ");
    if (said !== told) context.writeError(`${said}\n`);
    told = said;
    await sleep(200, context.signal);
  }
}
