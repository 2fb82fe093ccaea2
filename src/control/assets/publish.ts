import { hasErrors } from "../../base/finding.ts";
import { Refusal } from "../../base/errors.ts";
import type { PackagesTable, PackageVersionsTable } from "../../store/packages-table.ts";
import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import type { AssetsCore } from "./assets-core.ts";
import { deployWhenLoaded } from "./deploy.ts";
import { nextVersion } from "./next-version.ts";
import type { PackageContent } from "./package-content.ts";
import type { PackageFinding } from "./package-finding.ts";
import { draftVersion, packageById } from "./package-rows.ts";
import type { PackageVersion, PublishOrder, PublishOutcome } from "./packages.ts";
import { versionsOf } from "./versions.ts";

/** Makes the draft a version that answers, when neither it nor `more` has errors in view of its data. */
export async function publish(
  core: AssetsCore,
  caller: Caller,
  row: PackagesTable,
  order: PublishOrder,
  more: readonly PackageFinding[],
): Promise<PublishOutcome> {
  const content = await core.content.of(row.id, draftVersion);
  const { findings: own, withData } = await core.lint(row.id, content);
  const findings = [...own, ...more];
  if (hasErrors(findings)) return { kind: "refused", findings };
  if (!withData) {
    await core.loads.request(row, content, draftVersion, "publish");
    const loads = await core.loads.missing(row.id, content);
    return { kind: "loading", loads: loads.filter((load) => load !== undefined) };
  }
  const version = await core.store
    .transaction()
    .execute((store) => addVersion(store, core, caller, row, content, order));
  core.changed();
  await deployWhenLoaded(core, row.id);
  return { kind: "published", version: await versionOf(core, row.id, version), findings };
}

/** Lets a version answer, as soon as its data is loaded. */
export async function activate(
  core: AssetsCore,
  row: PackagesTable,
  version: string,
): Promise<PackageVersion> {
  await core.store
    .updateTable("packages")
    .set({ pending_version: version })
    .where("id", "=", row.id)
    .execute();
  core.changed();
  const content = await core.content.of(row.id, version);
  await core.loads.request(row, content, version, "publish");
  await deployWhenLoaded(core, row.id);
  return await versionOf(core, row.id, version);
}

async function versionOf(
  core: AssetsCore,
  packageId: string,
  version: string,
): Promise<PackageVersion> {
  const row = await packageById(core.store, packageId);
  const versions = row === undefined ? [] : await versionsOf(core.store, row);
  const found = versions.find((one) => one.version === version);
  if (found !== undefined) return found;
  throw new Refusal(
    "conflict",
    "The package was removed meanwhile.",
    "Expected it to stay while a version of it is published.",
    "Import it again.",
  );
}

/** Reads what it decides upon in the same transaction: what was linted is what becomes the version. */
async function addVersion(
  store: Store,
  { limits, clock }: AssetsCore,
  caller: Caller,
  { id, org_id }: PackagesTable,
  content: PackageContent,
  order: PublishOrder,
): Promise<string> {
  const newest = await store
    .selectFrom("package_versions")
    .select(["version", "position"])
    .where("package_id", "=", id)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  const position = (newest?.position ?? 0) + 1;
  if (position > limits.packageVersionsMax) throw tooMany(limits.packageVersionsMax);
  const files = await store
    .selectFrom("package_files")
    .selectAll()
    .where("package_id", "=", id)
    .where("version", "=", draftVersion)
    .orderBy("path")
    .execute();
  const linted = new Map(content.files.map(({ path, sha256 }) => [path, sha256]));
  if (files.length !== linted.size || files.some((one) => linted.get(one.path) !== one.sha256)) {
    throw changedMeanwhile();
  }
  const version = nextVersion(newest?.version, order);
  const row: PackageVersionsTable = {
    org_id,
    package_id: id,
    version,
    position,
    summary: order.summary ?? "",
    published_by: caller.name,
    published_by_id: caller.userId,
    members_may_use: content.manifest.settings.orgMembersMayUse ? 1 : 0,
    published_ms: clock.now(),
  };
  await store.insertInto("package_versions").values(row).execute();
  for (const file of files) {
    await store
      .insertInto("package_files")
      .values({ ...file, version })
      .execute();
  }
  await store
    .updateTable("packages")
    .set({ pending_version: version, updated_ms: clock.now() })
    .where("id", "=", id)
    .execute();
  return version;
}

function tooMany(versionsMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The package has too many versions.",
    `A package may have ${versionsMax} versions (limit \`packageVersionsMax\`).`,
    "Go on in a new package.",
  );
}

function changedMeanwhile(): Refusal {
  return new Refusal(
    "conflict",
    "The draft was changed while it was published.",
    "Expected a draft that stays as it was checked.",
    "Publish once more.",
  );
}
