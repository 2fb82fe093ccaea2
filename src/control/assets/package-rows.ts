import type { PackageFilesTable, PackagesTable } from "../../store/packages-table.ts";
import type { Store } from "../../store/schema.ts";
import { didYouMean } from "../../base/nearest.ts";
import { Refusal } from "../../base/errors.ts";
import { listed, sentences } from "../words.ts";
import type { PackageFile } from "./packages.ts";

export const draftVersion = "draft";

export async function packageById(store: Store, id: string): Promise<PackagesTable | undefined> {
  return await store.selectFrom("packages").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The files of the draft or of a version, by path. */
export async function filesOf(
  store: Store,
  packageId: string,
  version: string,
): Promise<readonly PackageFile[]> {
  const rows = await store
    .selectFrom("package_files")
    .selectAll()
    .where("package_id", "=", packageId)
    .where("version", "=", version)
    .orderBy("path")
    .execute();
  return rows.map(toPackageFile);
}

export async function fileAt(
  store: Store,
  packageId: string,
  version: string,
  path: string,
): Promise<PackageFile | undefined> {
  const row = await store
    .selectFrom("package_files")
    .selectAll()
    .where("package_id", "=", packageId)
    .where("version", "=", version)
    .where("path", "=", path)
    .executeTakeFirst();
  return row === undefined ? undefined : toPackageFile(row);
}

export async function noSuchPackageFile(
  store: Store,
  row: PackagesTable,
  version: string,
  path: string,
): Promise<Refusal> {
  const paths = (await filesOf(store, row.id, version)).map((file) => file.path);
  return new Refusal(
    "not-found",
    `There is no file ${JSON.stringify(path.slice(0, 200))} in ${version} of the package "${row.key}".`,
    `Expected the path of one of its files: ${listed(paths)}.`,
    sentences(didYouMean(path, paths), "Paths are case-sensitive and have no slash in front."),
  );
}

/** Whether the draft or the version is there; refuses one that is not. */
export async function checkVersion(
  store: Store,
  row: PackagesTable,
  version: string,
): Promise<string> {
  if (version === draftVersion) return version;
  const rows = await store
    .selectFrom("package_versions")
    .select("version")
    .where("package_id", "=", row.id)
    .orderBy("position", "desc")
    .execute();
  const versions = rows.map((one) => one.version);
  if (versions.includes(version)) return version;
  throw new Refusal(
    "not-found",
    `The package "${row.key}" has no version ${JSON.stringify(version.slice(0, 100))}.`,
    `Expected draft, or one of ${listed(versions)}.`,
    versions.length === 0
      ? "Publish the draft first."
      : sentences(didYouMean(version, versions), "The newest comes first."),
  );
}

function toPackageFile(row: PackageFilesTable): PackageFile {
  return {
    path: row.path,
    size: row.size,
    sha256: row.sha256,
    updatedBy: row.updated_by,
    updatedMs: row.updated_ms,
  };
}
