import { lookup as systemLookup } from "node:dns/promises";

/** Finds all addresses of a name. Rejects when there are none. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/** As the machine resolves names, with its hosts file. */
export const lookupName: Lookup = async (name) =>
  (await systemLookup(name, { all: true, order: "verbatim" })).map(({ address }) => address);
