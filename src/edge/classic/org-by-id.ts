import { Refusal } from "../../base/errors.ts";
import type { Org } from "../../control/orgs/orgs.ts";
import type { EndpointCall } from "../rest/endpoint.ts";

/** The org that the path names by its `snode_id`; its name is understood too. */
export async function orgById({ control, caller }: EndpointCall, given: string): Promise<Org> {
  const orgs = await control.orgs.list(caller);
  const org = orgs.find(({ id, name }) => id === given || name === given);
  if (org !== undefined) return org;
  throw new Refusal(
    "not-found",
    `There is no organization ${JSON.stringify(given.slice(0, 100))}, or you may not read it.`,
    `Expected the id of one of your organizations: ${orgs.map(({ id, name }) => `${id} (${name})`).join(", ") || "you have none"}.`,
    "GET /api/1/rest/public/users/{your name} lists them with their ids.",
  );
}
