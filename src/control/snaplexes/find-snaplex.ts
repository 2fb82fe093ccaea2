import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Store } from "../../store/schema.ts";
import type { SnaplexesTable } from "../../store/snaplexes-table.ts";
import { findOrg, readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Org } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import type { SnaplexTarget } from "./snaplexes.ts";

export interface FoundSnaplex {
  readonly org: Org;
  readonly row: SnaplexesTable;
}

/** `<org>/rt/<location>/<environment>`. */
export function runtimePathId(
  org: string,
  row: Pick<SnaplexesTable, "location" | "environment">,
): string {
  return `${org}/rt/${row.location}/${row.environment}`;
}

/** `/Org/shared/name`. */
export function browsePath(org: string, row: Pick<SnaplexesTable, "name">): string {
  return `/${org}/shared/${row.name}`;
}

export async function snaplexesOf(store: Store, org: Pick<Org, "id">): Promise<SnaplexesTable[]> {
  return await store
    .selectFrom("snaplexes")
    .selectAll()
    .where("org_id", "=", org.id)
    .orderBy("name")
    .execute();
}

/** The Snaplex meant: by any of its names, or the only one of the org. */
export async function findSnaplex(
  store: Store,
  caller: Caller,
  target: SnaplexTarget,
): Promise<FoundSnaplex> {
  const given = (target.snaplexPath ?? "").replace(/^\/+/, "").replace(/\/+$/, "");
  const org = await orgOf(store, caller, target.org, given);
  const rows = await snaplexesOf(store, org);
  if (given === "") {
    const [only, second] = rows;
    if (only !== undefined && second === undefined) return { org, row: only };
    throw snaplexRequired(org, rows);
  }
  const row = rows.find((candidate) => namesOf(org.name, candidate).includes(given));
  if (row !== undefined) return { org, row };
  throw noSuchSnaplex(org, rows, given);
}

/** A path brings its org; a bare name needs one. */
async function orgOf(
  store: Store,
  caller: Caller,
  org: string | undefined,
  given: string,
): Promise<Org> {
  if (!given.includes("/")) return await findOrg(store, caller, org);
  const first = given.split("/")[0] ?? "";
  const readable = await readableOrgs(store, caller);
  return (
    readable.find((candidate) => candidate.name === first) ?? (await findOrg(store, caller, org))
  );
}

function namesOf(org: string, row: SnaplexesTable): string[] {
  return [runtimePathId(org, row), browsePath(org, row).slice(1), row.name];
}

function snaplexRequired(org: Org, rows: readonly SnaplexesTable[]): Refusal {
  const paths = rows.map((row) => runtimePathId(org.name, row));
  return new Refusal(
    "snaplex-required",
    "No snaplex configured",
    `Expected \`snaplex_path\`, or a default one in the session, since "${org.name}" has ${rows.length} Snaplexes: ${listed(paths)}.`,
    paths[0] === undefined
      ? "Ask the operator to add a Snaplex to the organization."
      : `Pass "snaplex_path": "${paths[0]}", or set it once with save_user_preferences.`,
  );
}

function noSuchSnaplex(org: Org, rows: readonly SnaplexesTable[], given: string): Refusal {
  const paths = rows.map((row) => runtimePathId(org.name, row));
  return new Refusal(
    "not-found",
    `The Snaplex ${JSON.stringify(given.slice(0, 200))} does not exist in "${org.name}".`,
    `Expected "<org>/rt/<location>/<environment>", one of: ${listed(paths)}.`,
    sentences(didYouMean(given, paths), "Pass one of these as `snaplex_path`."),
  );
}
