import { Refusal, unreachable } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { AssetGrantsTable } from "../../store/asset-grants-table.ts";
import type { PackagesTable } from "../../store/packages-table.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import { listed, sentences } from "../words.ts";
import type { AssetsCore } from "./assets-core.ts";
import type { AssetGrant, GrantOrder, GrantSubjectKind } from "./packages.ts";

export async function grantsOf(
  { store }: AssetsCore,
  row: PackagesTable,
): Promise<readonly AssetGrant[]> {
  const rows = await store
    .selectFrom("asset_grants")
    .selectAll()
    .where("package_id", "=", row.id)
    .orderBy("granted_ms")
    .execute();
  const users = await store.selectFrom("users").select(["id", "name"]).execute();
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return rows.map((grant) => toGrant(grant, names));
}

/** Gives a permission on the package or one of its assets, or takes it away. */
export async function permit(
  core: AssetsCore,
  caller: Caller,
  row: PackagesTable,
  order: GrantOrder,
): Promise<readonly AssetGrant[]> {
  const assetId = order.assetId === undefined ? "" : order.assetId.toLowerCase();
  if (assetId !== "") await checkAssetId(core, row, assetId);
  const subject = await subjectOf(core, row, order);
  await core.store.transaction().execute(async (store) => {
    await store
      .deleteFrom("asset_grants")
      .where("package_id", "=", row.id)
      .where("asset_id", "=", assetId)
      .where("subject_kind", "=", order.subjectKind)
      .where("subject", "=", subject)
      .execute();
    if (order.permission === "none") return;
    await store
      .insertInto("asset_grants")
      .values({
        org_id: row.org_id,
        package_id: row.id,
        asset_id: assetId,
        subject_kind: order.subjectKind,
        subject,
        permission: order.permission,
        granted_by: caller.name,
        granted_ms: core.clock.now(),
      })
      .execute();
  });
  core.changed();
  return await grantsOf(core, row);
}

async function checkAssetId(
  { store }: AssetsCore,
  row: PackagesTable,
  assetId: string,
): Promise<void> {
  const rows = await store
    .selectFrom("package_assets")
    .select("asset_id")
    .where("package_id", "=", row.id)
    .execute();
  const ids = rows.map((one) => one.asset_id);
  if (ids.includes(assetId)) return;
  throw new Refusal(
    "not-found",
    `The package "${row.key}" has no asset ${JSON.stringify(assetId.slice(0, 100))}.`,
    `Expected the id of one of its assets: ${listed(ids)}.`,
    didYouMean(assetId, ids) || "Leave the asset out to permit the whole package.",
  );
}

/** As the grant's row says it: the id of a user, client or key of the org, or the name of a group or role. */
async function subjectOf(
  { store }: AssetsCore,
  { org_id }: PackagesTable,
  { subjectKind, subject }: GrantOrder,
): Promise<string> {
  switch (subjectKind) {
    case "role":
      if (subject === "member" || subject === "admin") return subject;
      throw noSubject(subjectKind, subject, ["member", "admin"]);
    case "group":
      return checkName("group", "subject", subject);
    case "user": {
      const users = await store.selectFrom("users").select(["id", "name"]).execute();
      const user = users.find(({ id, name }) => name === subject || id === subject);
      if (user !== undefined) return user.id;
      const members = await store
        .selectFrom("roles")
        .select("user_id")
        .where("org_id", "=", org_id)
        .execute();
      const known = users.filter(({ id }) => members.some(({ user_id }) => user_id === id));
      throw noSubject(
        subjectKind,
        subject,
        known.map(({ name }) => name),
      );
    }
    case "client":
    case "application-key": {
      const rows = await store
        .selectFrom(subjectKind === "client" ? "oauth_clients" : "application_keys")
        .select(["id", "name"])
        .where("org_id", "=", org_id)
        .where("revoked_ms", "is", null)
        .execute();
      const found = rows.find(({ id }) => id === subject) ?? onlyOne(rows, subject);
      if (found !== undefined) return found.id;
      throw noSubject(
        subjectKind,
        subject,
        rows.map(({ id }) => id),
      );
    }
    default:
      return unreachable(subjectKind);
  }
}

/** The one that has a name, when no other has it too. */
function onlyOne<T extends { readonly name: string }>(
  rows: readonly T[],
  name: string,
): T | undefined {
  const named = rows.filter((row) => row.name === name);
  return named.length === 1 ? named[0] : undefined;
}

function noSubject(kind: GrantSubjectKind, subject: string, known: readonly string[]): Refusal {
  const what = kind.replace("-", " ");
  return new Refusal(
    "not-found",
    `There is no ${what} ${JSON.stringify(subject.slice(0, 200))} that could be permitted.`,
    `Expected one of ${listed(known)}.`,
    sentences(
      didYouMean(subject, known),
      kind === "client" || kind === "application-key"
        ? `Make one in this organization first, and pass its id.`
        : "",
    ) || "Check the name.",
  );
}

function toGrant(row: AssetGrantsTable, users: ReadonlyMap<string, string>): AssetGrant {
  return {
    subjectKind: row.subject_kind,
    subject: row.subject_kind === "user" ? (users.get(row.subject) ?? row.subject) : row.subject,
    permission: row.permission,
    ...(row.asset_id === "" ? {} : { assetId: row.asset_id }),
    grantedBy: row.granted_by,
    grantedMs: row.granted_ms,
  };
}
