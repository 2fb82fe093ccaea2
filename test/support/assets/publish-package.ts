import assert from "node:assert/strict";
import type { PackageWhere } from "../../../src/control/assets/packages.ts";
import type { Caller } from "../../../src/control/caller.ts";
import type { Control } from "../../../src/control/control.ts";
import { filesOf } from "./sample-package.ts";

const { signal } = new AbortController();

/** Imports a package, loads its data, and lets it answer. */
export async function publishPackage(
  { packages }: Control,
  caller: Caller,
  where: PackageWhere,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await packages.importDraft(caller, where, filesOf(files), signal);
  await packages.publish(caller, where, {});
  await packages.loaded(caller, where, signal);
  const { kind } = await packages.publish(caller, where, {});
  assert.equal(kind, "published");
}
