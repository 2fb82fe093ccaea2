import assert from "node:assert/strict";
import type { OpenAsset } from "../../../src/control/assets/assets.ts";
import type { Packages, PackageWhere } from "../../../src/control/assets/packages.ts";
import type { Caller } from "../../../src/control/caller.ts";
import { filesOf, type PackageTexts } from "./sample-package.ts";

const { signal } = new AbortController();

/** Imports, loads and publishes; the version. */
export async function publishTexts(
  packages: Packages,
  caller: Caller,
  where: PackageWhere,
  texts: PackageTexts,
): Promise<string> {
  await packages.importDraft(caller, where, filesOf(texts), signal);
  return await publishDraft(packages, caller, where);
}

/** Loads what has to be loaded and publishes; the version. */
export async function publishDraft(
  packages: Packages,
  caller: Caller,
  where: PackageWhere,
): Promise<string> {
  let outcome = await packages.publish(caller, where, {});
  if (outcome.kind === "loading") {
    await packages.loaded(caller, where, signal);
    outcome = await packages.publish(caller, where, {});
  }
  assert.equal(outcome.kind, "published", JSON.stringify(outcome));
  return outcome.version.version;
}

/** The number of orders that the sample's asset answers with. */
export async function countOrders({ knowledge, asker }: OpenAsset): Promise<unknown> {
  const question = { columns: ["ORDER_COUNT"], page: 0, pageSize: 1, ascending: true, filters: {} };
  const { rows } = await knowledge.load(question, asker, signal);
  return rows[0]?.[0];
}
