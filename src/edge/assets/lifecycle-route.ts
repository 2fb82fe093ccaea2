import * as z from "zod";
import type { Caller } from "../../control/caller.ts";
import type { PackageWhere, Packages } from "../../control/assets/packages.ts";
import { answerNotFound, answerWrongMethod } from "../answer.ts";
import { goneSignal } from "../gone-signal.ts";
import { restCaller } from "../oauth/rest-call.ts";
import { pathTemplate } from "../rest/path-template.ts";
import type { Operation, Route, RouteCall } from "../route.ts";

export const packagesPath = "/api/slipway/v1/packages";

/** A request about packages whose sender is known. */
export interface LifecycleCall extends RouteCall {
  readonly caller: Caller;
  readonly packages: Packages;
  /** The package that the path names. */
  readonly where: PackageWhere;
  /** What the path says after that: the path of a file, a version. */
  readonly rest: string;
  /** Aborted when whoever asks goes away. */
  readonly gone: AbortSignal;
}

export type LifecycleHandler = (call: LifecycleCall) => Promise<void>;

/** What is answered under one word after the package: `versions` in `/packages/orders/versions`. */
export interface LifecyclePart {
  readonly handlers: Readonly<Record<string, LifecycleHandler>>;
  /** Whether more follows in the path. */
  readonly rest: "none" | "optional";
}

/** Packages over REST, as users with their SLToken or password. `org` is named in the query. */
export function lifecycleRoute(
  collection: Readonly<Record<string, LifecycleHandler>>,
  parts: Readonly<Record<string, LifecyclePart>>,
): Route {
  return {
    matches: (path) => path === packagesPath || path.startsWith(`${packagesPath}/`),
    pageMethods: "GET, POST, PUT, DELETE",
    operations: [
      ...operationsOf(packagesPath, "packages", collection),
      ...Object.entries(parts).flatMap(([name, part]) => {
        const path = `${packagesPath}/{key}${name === "" ? "" : `/${name}`}`;
        const below =
          part.rest === "optional" ? operationsOf(`${path}/{rest+}`, name, part.handlers) : [];
        return [...operationsOf(path, name === "" ? "package" : name, part.handlers), ...below];
      }),
    ],
    async answer(call) {
      const { path, response, request, query } = call;
      const read = readPath(path);
      const part = read?.key === undefined ? undefined : parts[read.part];
      const handlers = read?.key === undefined ? collection : part?.handlers;
      const known = read !== undefined && handlers !== undefined;
      if (!known || (read.rest !== "" && part?.rest !== "optional")) {
        const names = Object.keys(parts).filter((name) => name !== "");
        return answerNotFound(
          response,
          `Packages are at ${packagesPath} and ${packagesPath}/{key}, with ${names.join(", ")} below each.`,
        );
      }
      const handler = Object.entries(handlers).find(([method]) => method === request.method)?.[1];
      if (handler === undefined) {
        return answerWrongMethod(response, Object.keys(handlers).join(", "));
      }
      const caller = await restCaller(call);
      if (caller === undefined) return;
      const { packages, orgs } = call.parts.control;
      const org = query.get("org") ?? onlyOne(await orgs.list(caller))?.name;
      const where = { org, key: read.key ?? "" };
      const gone = goneSignal(call);
      await handler({ ...call, caller, packages, where, rest: read.rest, gone });
    },
  };
}

const verbs: Readonly<Record<string, string>> = {
  GET: "Reads",
  POST: "Adds to, or begins",
  PUT: "Writes",
  DELETE: "Removes",
};

function operationsOf(
  path: string,
  what: string,
  handlers: Readonly<Record<string, LifecycleHandler>>,
): readonly Operation[] {
  return Object.keys(handlers).map((method) => ({
    method,
    path: pathTemplate(path),
    tag: "Packages",
    summary: `${verbs[method] ?? method} ${what.replaceAll("-", " ")} of MCP Server assets.`,
    query: orgQuery,
    answers: "json",
  }));
}

const orgQuery = z.object({
  org: z.string().optional().describe("May be left out by members of one organization alone."),
});

interface ReadPath {
  readonly key: string | undefined;
  /** Empty for the package itself. */
  readonly part: string;
  readonly rest: string;
}

function readPath(path: string): ReadPath | undefined {
  const below = path.slice(packagesPath.length);
  if (below === "") return { key: undefined, part: "", rest: "" };
  const [, key = "", part = "", ...rest] = below.split("/");
  const decoded = [key, ...rest].map(decode);
  if (decoded.some((piece) => piece === undefined || piece === "")) return undefined;
  if (decoded.some((piece) => piece?.includes("/"))) return undefined;
  return { key: decoded[0] ?? "", part, rest: decoded.slice(1).join("/") };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Members of one org need not name it. */
function onlyOne<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
