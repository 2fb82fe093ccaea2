import { Refusal } from "../../base/errors.ts";
import { isName } from "../check-name.ts";

/** Where a path in a pipeline begins: the project of the pipeline. */
export interface PathBase {
  readonly org: string;
  readonly projectPath: string;
}

/** A place in an org: no names are the org itself, else spaces, projects and, last, a file or pipeline. */
export type OrgPlace = readonly string[];

/** Names below the org that a path may have: space, project and asset. */
const depthMax = 3;

/**
 * The place that a path of a pipeline means, always inside the org. `x` and `../shared/x` begin at the pipeline's
 * project, `/Org/Project/x` at the top. `sldb:///x` is the project's `x`; with more names it begins at the org.
 */
export function resolveSldbPath(path: string, base: PathBase): OrgPlace {
  const sldb = /^sldb:\/*/i.exec(path);
  const rest = sldb === null ? path : path.slice(sldb[0].length);
  const names = rest.split("/").filter((name) => name !== "" && name !== ".");
  if (sldb === null && path.startsWith("/")) return walk([], fromTop(names, path, base.org), path);
  if (sldb !== null && names.length > 1 && names[0] !== "..") {
    return walk([], names[0] === base.org ? names.slice(1) : names, path);
  }
  return walk(base.projectPath.split("/"), names, path);
}

function fromTop(names: readonly string[], path: string, org: string): readonly string[] {
  if (names[0] === org) return names.slice(1);
  throw new Refusal(
    "path-not-allowed",
    `The path ${show(path)} leaves the organization.`,
    `Expected a path below "/${org}"; found ${names[0] === undefined ? "the root" : JSON.stringify(names[0])} as the organization.`,
    `Write "/${org}/<project>/<name>", "../<project>/<name>", or the bare name of a file of the project.`,
  );
}

function walk(start: readonly string[], names: readonly string[], path: string): OrgPlace {
  const place = [...start];
  for (const name of names) {
    if (name === "..") {
      if (place.pop() === undefined) throw leaves(path);
    } else if (isName(name)) {
      place.push(name);
    } else {
      throw unusable(path, `${show(name)} is no name for a project or file`);
    }
  }
  if (place.length > depthMax) throw unusable(path, `it has ${place.length} names below the org`);
  return place;
}

function leaves(path: string): Refusal {
  return new Refusal(
    "path-not-allowed",
    `The path ${show(path)} leaves the organization.`,
    "Expected a path that stays in the organization of the pipeline; it goes above it with `..`.",
    'Use fewer "..": "../shared/x" is the file "x" of the project "shared" beside this one.',
  );
}

function unusable(path: string, found: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `The path ${show(path)} cannot be a file of SLDB.`,
    `Expected a file's name, at most below a project space and a project; ${found}.`,
    "Write the bare name of a file of the project, or `../<project>/<name>`.",
  );
}

function show(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}
