import { hasErrors } from "../../base/finding.ts";
import { Refusal } from "../../base/errors.ts";
import type { Asker } from "../../knowledge/query/asker.ts";
import type { PackagesTable } from "../../store/packages-table.ts";
import type { Caller } from "../caller.ts";
import type { Principal } from "../identity/principal.ts";
import { runActionFlow } from "./action-flow.ts";
import { rightsIn } from "./asset-rights.ts";
import type { AssetsRuntime } from "./assets-runtime.ts";
import type { OpenAsset } from "./assets.ts";
import type { PackageContent } from "./package-content.ts";
import { draftVersion, packageById } from "./package-rows.ts";
import type { DataLoad } from "./packages.ts";
import { openProcessModels } from "./process-models.ts";

export interface OpenedAsset {
  readonly asset: OpenAsset;
  readonly touch: () => void;
}

/** Opens an asset for a principal, from the rows. */
export async function openAsset(
  runtime: AssetsRuntime,
  principal: Principal,
  assetId: string,
  which: "draft" | "published",
): Promise<OpenedAsset> {
  const id = assetId.toLowerCase();
  const row = await permitted(runtime, principal, id, which);
  const version = which === "draft" ? draftVersion : row.deployed_version;
  if (version === null) throw notAccessible();
  const content = await runtime.content.of(row.id, version);
  const written = content.assets.find(({ definition }) => definition.id === id);
  if (written === undefined) {
    if (which === "draft" && hasErrors(content.findings)) throw brokenDraft(row, content);
    throw notAccessible();
  }
  const { definition } = written;
  const knowledge = await runtime.bases.base(row.id, content, definition.knowledgeModel);
  if (knowledge === undefined) throw await notLoaded(runtime, row, content, version);
  const runAs = async (): Promise<Caller> =>
    which === "draft" ? drafter(principal) : await publisher(runtime, row, version);
  return {
    asset: {
      definition,
      packageKey: row.key,
      orgId: row.org_id,
      version,
      knowledge: knowledge.base,
      asker: askerOf(principal),
      processModels: openProcessModels(runtime, content.processModels),
      runActionFlow: async (tool, input, signal) =>
        await runActionFlow(runtime.runs, await runAs(), { definition, tool, input, signal }),
    },
    touch: knowledge.touch,
  };
}

async function permitted(
  { store }: AssetsRuntime,
  principal: Principal,
  assetId: string,
  which: "draft" | "published",
): Promise<PackagesTable> {
  const owner = await store
    .selectFrom("package_assets")
    .select("package_id")
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  const row = owner === undefined ? undefined : await packageById(store, owner.package_id);
  if (row === undefined) throw notAccessible();
  const rights = await rightsIn(store, principal, row.org_id);
  const orgMembersMayUse = row.members_may_use === 1;
  const permission = rights.of({ packageId: row.id, assetId, orgMembersMayUse });
  if (permission === "EDIT" || (permission === "USE" && which === "published")) return row;
  throw notAccessible();
}

/** The same whether there is no such asset or the principal may not use it. */
function notAccessible(): Refusal {
  return new Refusal(
    "not-found",
    "Asset not found or not accessible.",
    "Expected the id of an asset that is published, and the permission USE on it; of a draft, EDIT.",
    "Check the id, and ask whoever edits the package for the permission: `slipway asset permit`.",
  );
}

function askerOf({ kind, id, name, groups }: Principal): Asker {
  return { name: kind === "user" ? name : id, groups, attributes: { name, id, kind } };
}

function brokenDraft({ key }: PackagesTable, { findings }: PackageContent): Refusal {
  const [first] = findings.filter(({ severity }) => severity === "error");
  const where = first?.line === undefined ? (first?.file ?? "") : `${first.file}:${first.line}:`;
  return new Refusal(
    "invalid-content",
    `The draft of the package "${key}" has errors.`,
    first === undefined ? "It cannot be read." : `${where} ${first.error} ${first.reason}`,
    first?.resolution ?? `Run \`slipway asset validate ${key}\`.`,
  );
}

/** Begins what is not begun, and says how far it is. */
async function notLoaded(
  { loads }: AssetsRuntime,
  row: PackagesTable,
  content: PackageContent,
  version: string,
): Promise<Refusal> {
  const missing = await loads.missing(row.id, content);
  const failed = missing.find((load) => load?.state === "failed");
  if (failed !== undefined) return loadFailed(failed);
  const reason = version === draftVersion ? "draft" : "publish";
  await loads.request(row, content, version, reason);
  const said = missing.flatMap((load) =>
    load === undefined || load.progress === "" ? [] : [load.progress],
  );
  return new Refusal(
    "unavailable",
    "The data of the asset is being loaded.",
    said.length === 0 ? "It was begun just now." : `It is ${said.join("; ")}.`,
    "Try again in a few seconds.",
  );
}

function loadFailed({ dataModel, findings }: DataLoad): Refusal {
  const [first] = findings.filter(({ severity }) => severity === "error");
  return new Refusal(
    "unavailable",
    "The data of the asset could not be loaded.",
    first === undefined
      ? `The data model ${dataModel} has no rows.`
      : `${first.error} ${first.reason}`,
    first?.resolution ?? "Look at the loads of the package, then refresh it.",
  );
}

function drafter(principal: Principal): Caller {
  if (principal.kind === "user") {
    const { id, name, admin } = principal;
    return { userId: id, name, admin, proof: "token" };
  }
  throw new Refusal(
    "not-supported",
    "A program cannot run the action flow of a draft.",
    "A published action flow runs as whoever published it; that of a draft as the user who tries it.",
    "Publish the package, or call as a user.",
  );
}

async function publisher(
  { store }: AssetsRuntime,
  row: PackagesTable,
  version: string,
): Promise<Caller> {
  const user = await store
    .selectFrom("package_versions")
    .innerJoin("users", "users.id", "package_versions.published_by_id")
    .select(["users.id", "users.name", "users.admin"])
    .where("package_id", "=", row.id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (user !== undefined) {
    return { userId: user.id, name: user.name, admin: user.admin === 1, proof: "token" };
  }
  throw new Refusal(
    "not-permitted",
    "The action flow has nobody to run as.",
    "Expected the user who published the asset; there is no such user any more.",
    "Publish the package again.",
  );
}
