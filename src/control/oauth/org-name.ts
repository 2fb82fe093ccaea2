import type { Store } from "../../store/schema.ts";

export async function orgNameOf(
  store: Store,
  orgId: string | undefined,
): Promise<string | undefined> {
  if (orgId === undefined) return undefined;
  const org = await store
    .selectFrom("orgs")
    .select("name")
    .where("id", "=", orgId)
    .executeTakeFirst();
  return org?.name;
}
