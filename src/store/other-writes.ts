import { CompiledQuery } from "kysely";
import type { Store } from "./schema.ts";

const query = CompiledQuery.raw("pragma data_version");

/** A number that changes when another process has written to the rows; it costs next to nothing to ask. */
export async function otherWrites(store: Store): Promise<number> {
  const { rows } = await store.executeQuery<{ readonly data_version: number }>(query);
  return rows[0]?.data_version ?? 0;
}
