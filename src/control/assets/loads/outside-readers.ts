import { Refusal } from "../../../base/errors.ts";
import type { Limits } from "../../../base/limits.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { listed, sentences } from "../../words.ts";
import type { OutsideReaders } from "./run-load.ts";
import { excelReader } from "./read-excel.ts";

export interface OutsideParts {
  readonly limits: Limits;
  readonly spillDirectory: string;
  /** Connection strings of PostgreSQL by the names that data models use; they stand in no package. */
  readonly connections: Readonly<Record<string, string>>;
  readonly generate: OutsideReaders["generate"];
}

/** What loading takes from outside of packages. */
export function outsideReaders({
  limits,
  spillDirectory,
  connections,
  generate,
}: OutsideParts): OutsideReaders & Required<Pick<OutsideReaders, "postgresUrl">> {
  return {
    readExcel: excelReader(limits, spillDirectory),
    postgresUrl(name) {
      const url = Object.hasOwn(connections, name) ? connections[name] : undefined;
      if (url !== undefined) return url;
      const names = Object.keys(connections);
      throw new Refusal(
        "not-found",
        `There is no connection ${JSON.stringify(name.slice(0, 100))}.`,
        `Expected the name of a connection that the operator configured: ${listed(names)}.`,
        sentences(didYouMean(name, names), "The operator adds it to `dataConnections`."),
      );
    },
    ...(generate === undefined ? {} : { generate }),
  };
}
