import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import { findOrg } from "../access.ts";
import type { Caller } from "../caller.ts";
import { releaseBlob } from "../files/release-blob.ts";
import type { Pipelines } from "../pipelines/pipelines.ts";
import { listed } from "../words.ts";
import type { AssetsCore } from "./assets-core.ts";
import type { AssetsRuntime } from "./assets-runtime.ts";
import { principalOf } from "./asset-rights.ts";
import { checkFlows } from "./check-flows.ts";
import { differentFiles, differences, entitiesIn } from "./diff-package.ts";
import { eventLogNumbers } from "./event-log-numbers.ts";
import { guessEventLog, writeAutoModel } from "./event-log-package.ts";
import { type FoundPackage, findPackage, visiblePackages } from "./find-package.ts";
import { grantsOf, permit } from "./grants.ts";
import { packageDetail, toPackage } from "./package-detail.ts";
import { packageKeyPattern } from "./package-manifest.ts";
import { checkVersion, draftVersion, fileAt, filesOf, noSuchPackageFile } from "./package-rows.ts";
import type {
  CountedEventLog,
  NewPackageFile,
  PackageDetail,
  PackageFile,
  Packages,
  PackageWhere,
} from "./packages.ts";
import { activate, publish } from "./publish.ts";
import { questionsOf } from "./questions.ts";
import { versionsOf } from "./versions.ts";
import { removeDraftFile, replaceDraft, writeDraftFile } from "./write-draft.ts";
import { unzipFiles, zipFiles } from "./zip-package.ts";

export function createPackages(core: AssetsRuntime, pipelines: Pick<Pipelines, "get">): Packages {
  const { store } = core;
  const edit = (caller: Caller, where: PackageWhere): Promise<FoundPackage> =>
    findPackage(core, caller, where, "EDIT");
  const use = (caller: Caller, where: PackageWhere): Promise<FoundPackage> =>
    findPackage(core, caller, where, "USE");
  const detail = async (caller: Caller, where: PackageWhere): Promise<PackageDetail> =>
    await packageDetail(core, await use(caller, where));
  const importDraft: Packages["importDraft"] = async (caller, where, files, signal) => {
    const made = await addPackage(core, caller, where, undefined, "any");
    try {
      const { row } = await edit(caller, where);
      await replaceDraft(core, caller, row, files, signal);
    } catch (failure) {
      if (made) await removePackage(core, await edit(caller, where));
      throw failure;
    }
    return await detail(caller, where);
  };
  return {
    list: async (caller, org) => (await visiblePackages(core, caller, org)).map(toPackage),
    get: detail,
    async create(caller, where, name) {
      await addPackage(core, caller, where, name);
      return await detail(caller, where);
    },
    remove: async (caller, where) => await removePackage(core, await edit(caller, where)),

    async files(caller, where, version = draftVersion) {
      const { row } = await edit(caller, where);
      return await filesOf(store, row.id, await checkVersion(store, row, version));
    },
    async openFile(caller, where, path, version = draftVersion) {
      const { row } = await edit(caller, where);
      await checkVersion(store, row, version);
      const file = await fileAt(store, row.id, version, path);
      const content =
        file === undefined ? undefined : await core.blobs.open(file.sha256, 0, file.size);
      if (file !== undefined && content !== undefined) return { file, content };
      throw await noSuchPackageFile(store, row, version, path);
    },
    async writeFile(caller, where, file, signal) {
      const { row } = await edit(caller, where);
      return await writeDraftFile(core, caller, row, file, signal);
    },
    async removeFile(caller, where, path) {
      const { row } = await edit(caller, where);
      if (await removeDraftFile(core, row, path)) return;
      throw await noSuchPackageFile(store, row, draftVersion, path);
    },
    importDraft,
    async importZip(caller, where, content, signal) {
      const files = unzipFiles(content, core.limits, core.scratchDirectory, signal);
      return await importDraft(caller, where, files, signal);
    },
    async exportZip(caller, where, version = draftVersion) {
      const { row } = await edit(caller, where);
      await checkVersion(store, row, version);
      return zipFiles(storedFiles(core, await filesOf(store, row.id, version)));
    },

    async guessEventLog(caller, where, order, signal) {
      const { row } = await edit(caller, where);
      return await guessEventLog(core, caller, row, order, signal);
    },
    async autoModel(caller, where, dataModel, signal) {
      const { row } = await edit(caller, where);
      await writeAutoModel(core, caller, row, dataModel, signal);
      return await detail(caller, where);
    },
    async eventLogs(caller, where, version = draftVersion, signal) {
      const { row } = await edit(caller, where);
      const content = await core.content.of(row.id, await checkVersion(store, row, version));
      const counted: CountedEventLog[] = [];
      for (const dataModel of content.dataModels.values()) {
        const data = await core.bases.data(row.id, content, dataModel);
        for (const log of data?.schema.eventLogs ?? []) {
          if (data === undefined) continue;
          const numbers = await eventLogNumbers(data, log, core.clock.now(), signal);
          counted.push({ dataModel: dataModel.model.id, eventLog: log.id, ...numbers });
        }
      }
      return counted;
    },

    async validate(caller, where, version = draftVersion) {
      const { row } = await edit(caller, where);
      await checkVersion(store, row, version);
      const content = await core.content.of(row.id, version);
      const lint = await core.lint(row.id, content);
      const flows = await checkFlows(pipelines, caller, content);
      return { ...lint, findings: [...lint.findings, ...flows] };
    },
    async publish(caller, where, order) {
      const { row } = await edit(caller, where);
      const content = await core.content.of(row.id, draftVersion);
      const flows = await checkFlows(pipelines, caller, content);
      return await publish(core, caller, row, order, flows);
    },
    versions: async (caller, where) => await versionsOf(store, (await use(caller, where)).row),
    async activate(caller, where, version) {
      const { row } = await edit(caller, where);
      if (version === draftVersion) throw draftIsNone();
      return await activate(core, row, await checkVersion(store, row, version));
    },
    async unpublish(caller, where) {
      const { row } = await edit(caller, where);
      await store
        .updateTable("packages")
        .set({ deployed_version: null, pending_version: null, members_may_use: 0 })
        .where("id", "=", row.id)
        .execute();
      core.changed();
      return await detail(caller, where);
    },
    async diff(caller, where, from, to) {
      const { row } = await edit(caller, where);
      const [one, other] = [
        await core.content.of(row.id, await checkVersion(store, row, from)),
        await core.content.of(row.id, await checkVersion(store, row, to)),
      ];
      const entities = ({ texts }: typeof one): Map<string, string> =>
        new Map(texts.flatMap(({ path, text }) => [...entitiesIn(path, text, core.limits)]));
      return {
        from,
        to,
        files: differentFiles(one.files, other.files),
        entities: differences(entities(one), entities(other)),
      };
    },
    async questions(caller, where) {
      const { row } = await edit(caller, where);
      return questionsOf(await core.content.of(row.id, draftVersion), core.limits);
    },

    principalOf: async (caller) => await principalOf(store, caller),
    grants: async (caller, where) => await grantsOf(core, (await edit(caller, where)).row),
    permit: async (caller, where, order) =>
      await permit(core, caller, (await edit(caller, where)).row, order),

    loads: async (caller, where) => await core.loads.list((await use(caller, where)).row.id),
    async refresh(caller, where, dataModel) {
      const { row } = await edit(caller, where);
      const version = row.deployed_version ?? draftVersion;
      const versions = new Set([draftVersion, version]);
      const contents = await Promise.all(
        [...versions].map(async (one) => ({ one, content: await core.content.of(row.id, one) })),
      );
      const known = contents.flatMap(({ content }) => [...content.dataModels.keys()]);
      if (dataModel !== undefined && !known.includes(dataModel)) {
        throw noDataModel(row.key, dataModel, known);
      }
      const wanted = { anew: true, ...(dataModel === undefined ? {} : { dataModel }) };
      for (const { one, content } of contents) {
        await core.loads.request(row, content, one, "refresh", wanted);
      }
      return await core.loads.list(row.id);
    },
    async loaded(caller, where, signal) {
      const { row } = await use(caller, where);
      await core.loads.settled(row.id, signal);
      return await core.loads.list(row.id);
    },
    async callCounts(caller, where) {
      const { row } = await use(caller, where);
      const assets = await store
        .selectFrom("package_assets")
        .select("asset_id")
        .where("package_id", "=", row.id)
        .execute();
      const ids = new Set(assets.map(({ asset_id }) => asset_id));
      const counts = await core.windows.counts(60_000, core.clock.now());
      return counts
        .filter(({ key }) => ids.has(key))
        .map(({ key, allowed, refused, inWindow }) => ({
          assetId: key,
          allowed,
          refused,
          lastMinute: inWindow,
        }));
    },
  };
}

async function* storedFiles(
  { blobs }: AssetsCore,
  files: readonly PackageFile[],
): AsyncGenerator<NewPackageFile> {
  for (const { path, sha256, size } of files) {
    const content = await blobs.open(sha256, 0, size);
    if (content !== undefined) yield { path, content };
  }
}

/** Makes a package, and says so; with `any`, one that is there already will do too. */
async function addPackage(
  core: AssetsCore,
  caller: Caller,
  { org: orgName, key }: PackageWhere,
  name: string | undefined,
  ifExists: "refuse" | "any" = "refuse",
): Promise<boolean> {
  const org = await findOrg(core.store, caller, orgName);
  if (!packageKeyPattern.test(key)) throw badKey(key);
  const id = newSnodeId();
  const nowMs = core.clock.now();
  return await core.store.transaction().execute(async (store) => {
    const { packages } = await store
      .selectFrom("packages")
      .select(({ fn }) => fn.countAll<number>().as("packages"))
      .where("org_id", "=", org.id)
      .executeTakeFirstOrThrow();
    const { numInsertedOrUpdatedRows: inserted } = await store
      .insertInto("packages")
      .values({
        id,
        org_id: org.id,
        key,
        name: name ?? key,
        draft_revision: 0,
        deployed_version: null,
        pending_version: null,
        members_may_use: 0,
        created_by: caller.name,
        created_ms: nowMs,
        updated_ms: nowMs,
      })
      .onConflict((conflict) => conflict.columns(["org_id", "key"]).doNothing())
      .executeTakeFirst();
    if (inserted !== 1n && ifExists === "any") return false;
    if (inserted !== 1n) throw taken(key);
    if (packages >= core.limits.packagesPerOrgMax) throw tooMany(core.limits.packagesPerOrgMax);
    const grant = {
      org_id: org.id,
      package_id: id,
      asset_id: "",
      subject_kind: "user",
      subject: caller.userId,
      permission: "EDIT",
      granted_by: caller.name,
      granted_ms: nowMs,
    } as const;
    await store.insertInto("asset_grants").values(grant).execute();
    return true;
  });
}

async function removePackage(core: AssetsCore, { row }: FoundPackage): Promise<void> {
  const assets = await core.store
    .selectFrom("package_assets")
    .select("asset_id")
    .where("package_id", "=", row.id)
    .execute();
  await core.blobChanges.run(async () => {
    const files = await core.store
      .selectFrom("package_files")
      .select("sha256")
      .where("package_id", "=", row.id)
      .execute();
    await core.loads.removeAll(row.id);
    await core.store.deleteFrom("packages").where("id", "=", row.id).execute();
    core.changed();
    for (const sha256 of new Set(files.map((file) => file.sha256))) {
      await releaseBlob(core, sha256);
    }
  });
  for (const { asset_id } of assets) await core.windows.remove(asset_id);
}

function badKey(key: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `${JSON.stringify(key.slice(0, 120))} is no key for a package.`,
    "Expected letters, digits, . _ and -, 100 at most, beginning with a letter or digit.",
    'Choose a key such as "order-to-cash".',
  );
}

function taken(key: string): Refusal {
  return new Refusal(
    "already-exists",
    `The package "${key}" already exists.`,
    "Expected a key that no package of the organization has.",
    "Choose another key, or import into the one that is there.",
  );
}

function tooMany(packagesMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The organization has too many packages.",
    `An organization may have ${packagesMax} packages (limit \`packagesPerOrgMax\`).`,
    "Delete one that is no longer used.",
  );
}

function draftIsNone(): Refusal {
  return new Refusal(
    "invalid-argument",
    "The draft is no version.",
    "Expected a version such as 1.0.0.",
    "Publish the draft; that makes a version of it.",
  );
}

function noDataModel(key: string, dataModel: string, known: readonly string[]): Refusal {
  return new Refusal(
    "not-found",
    `The package "${key}" has no data model ${JSON.stringify(dataModel.slice(0, 100))}.`,
    `Expected one of ${listed([...new Set(known)])}.`,
    "Leave it out to refresh all of them.",
  );
}
