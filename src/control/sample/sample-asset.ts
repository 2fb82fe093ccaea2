import { readdir, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join, relative, sep } from "node:path";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { Logger } from "../../base/logger.ts";
import type { PackageFinding } from "../assets/package-finding.ts";
import type { NewPackageFile, Packages, PublishOutcome } from "../assets/packages.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";

/** The package of the sample asset, in the org of the published examples. */
const where = { org: "myOrg", key: "order-to-cash" } as const;

const stateSetting = "sample-asset";

/** Puts the files of the sample into a draft. What is left to do, `publishSampleAsset` does, however often it is tried. */
export async function addSampleAsset(
  core: Core,
  packages: Packages,
  admin: Caller,
  folder: string,
): Promise<void> {
  const kind = await stat(folder).catch(() => undefined);
  if (kind?.isDirectory() !== true) return;
  await packages.importDraft(admin, where, filesBelow(folder), new AbortController().signal);
  await core.store
    .insertInto("settings")
    .values({ name: stateSetting, value: "imported" })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: "imported" }))
    .execute();
}

export interface SampleParts {
  readonly core: Core;
  readonly packages: Packages;
  readonly logger: Logger;
  readonly operator: () => Promise<Caller>;
}

/** Loads and publishes the sample, when it was put there and is not published yet. What fails is logged. */
export async function publishSampleAsset(parts: SampleParts, signal: AbortSignal): Promise<void> {
  const { logger } = parts;
  try {
    const outcome = await publish(parts, signal);
    if (outcome?.kind === "refused") {
      logger.warn(notPublished, { ...where, reason: findingWords(outcome.findings) });
    }
    if (outcome?.kind === "loading") {
      logger.warn(notPublished, { ...where, reason: "Its data is still being loaded." });
    }
  } catch (thrown) {
    if (signal.aborted) return;
    const reason =
      thrown instanceof Refusal ? `${thrown.message} ${thrown.reason}` : asError(thrown).message;
    logger.warn(notPublished, { ...where, reason });
  }
}

const notPublished = "the sample asset was not published; the next start tries again";

/** Nothing when there is nothing to do. */
async function publish(
  { core, packages, operator }: SampleParts,
  signal: AbortSignal,
): Promise<PublishOutcome | undefined> {
  const state = await core.store
    .selectFrom("settings")
    .select("value")
    .where("name", "=", stateSetting)
    .executeTakeFirst();
  if (state?.value !== "imported") return undefined;
  const admin = await operator();
  const order = { summary: "The sample." };
  let outcome = await packages.publish(admin, where, order);
  if (outcome.kind === "loading") {
    await packages.loaded(admin, where, signal);
    throwIfAborted(signal);
    outcome = await packages.publish(admin, where, order);
  }
  if (outcome.kind !== "published") return outcome;
  await core.store
    .updateTable("settings")
    .set({ value: "published" })
    .where("name", "=", stateSetting)
    .execute();
  return outcome;
}

/** The first error with its place, and how many more there are. */
function findingWords(findings: readonly PackageFinding[]): string {
  const [first, ...more] = findings.filter(({ severity }) => severity === "error");
  if (first === undefined) return "It was refused.";
  const place = first.line === undefined ? first.file : `${first.file}:${first.line}`;
  const rest = more.length === 0 ? "" : ` There are ${more.length} more errors.`;
  return `${place}: ${first.error} ${first.reason}${rest}`;
}

async function* filesBelow(folder: string): AsyncGenerator<NewPackageFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield {
      path: relative(folder, file).split(sep).join("/"),
      content: createReadStream(file),
    };
  }
}
