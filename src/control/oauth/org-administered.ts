import { Refusal } from "../../base/errors.ts";
import type { Store } from "../../store/schema.ts";
import { findOrg } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Org } from "../orgs/orgs.ts";

/** The org meant, when the caller administers it. */
export async function orgAdministered(
  store: Store,
  caller: Caller,
  name: string | undefined,
  what: string,
): Promise<Org> {
  const org = await findOrg(store, caller, name);
  if (org.role === "admin") return org;
  throw new Refusal(
    "not-permitted",
    `Only an administrator of "${org.name}" manages its ${what}.`,
    `Expected the role admin; your role is ${org.role}.`,
    "Ask an administrator of the organization.",
  );
}

/** The org of a row that the caller administers; nothing when it may not know of the row. */
export async function administeredById(
  store: Store,
  caller: Caller,
  orgId: string,
  what: string,
): Promise<Org | undefined> {
  const org = await store
    .selectFrom("orgs")
    .select("name")
    .where("id", "=", orgId)
    .executeTakeFirst();
  if (org === undefined) return undefined;
  try {
    return await orgAdministered(store, caller, org.name, what);
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === "not-found") return undefined;
    throw thrown;
  }
}
