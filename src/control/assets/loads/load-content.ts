import { hash } from "node:crypto";
import { printJson } from "../../../base/json.ts";
import { dataFilesOf } from "../data-files.ts";
import type { PackageContent, WrittenDataModel } from "../package-content.ts";

/**
 * Names what loading a data model gives: the same for the same declaration over the same bytes, so that versions share
 * their data.
 */
export function loadContent({ files }: PackageContent, { model }: WrittenDataModel): string {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const bytes = dataFilesOf(model).map((path) => [path, hashes.get(path) ?? ""]);
  const { displayName: _name, refreshMinutes: _often, ...declared } = model;
  return hash("sha256", printJson([declared, bytes]), "hex");
}

/** The data models whose rows are loaded; those of a warehouse stay there. */
export function loadedModels({ dataModels }: PackageContent): readonly WrittenDataModel[] {
  return [...dataModels.values()].filter(({ model }) => model.warehouse === undefined);
}
