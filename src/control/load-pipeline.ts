import { Refusal } from "../base/errors.ts";
import { didYouMean } from "../base/nearest.ts";
import type { LoadedPipeline } from "../engine/run-host.ts";
import type { Store } from "../store/schema.ts";
import { type PathBase, resolveSldbPath } from "./files/sldb-path.ts";
import { projectAt } from "./orgs/find-project.ts";
import type { Org } from "./orgs/orgs.ts";
import { pipelineIn } from "./pipelines/find-pipeline.ts";
import { listed, sentences } from "./words.ts";

/**
 * The pipeline that another one names. A bare name is looked for in the project, in `shared` of the project space, and
 * in `shared` of the org, in that order; a path means its place alone.
 */
export async function loadPipelineFor(
  store: Store,
  org: Pick<Org, "id" | "name">,
  path: string,
  base: PathBase,
): Promise<LoadedPipeline> {
  const places = path.includes("/") ? [resolveSldbPath(path, base)] : lookupPlaces(path, base);
  for (const place of places) {
    const name = place.at(-1) ?? "";
    const project = await projectAt(store, org, place.slice(0, -1).join("/"));
    if (project === undefined) continue;
    const found = await pipelineIn(store, project, name);
    if (found === undefined) continue;
    return { slp: found.slp, label: found.name, path: found.path, projectPath: project.path };
  }
  throw await notFound(store, org, path, places);
}

function lookupPlaces(name: string, base: PathBase): (readonly string[])[] {
  const project = base.projectPath.split("/");
  const places = [
    [...project, name],
    [...project.slice(0, -1), "shared", name],
    ["shared", name],
  ];
  return [...new Map(places.map((place) => [place.join("/"), place])).values()];
}

async function notFound(
  store: Store,
  org: Pick<Org, "id" | "name">,
  path: string,
  places: readonly (readonly string[])[],
): Promise<Refusal> {
  const rows = await store
    .selectFrom("pipelines")
    .select("name")
    .where("org_id", "=", org.id)
    .execute();
  const looked = places.map((place) => ["", org.name, ...place].join("/"));
  return new Refusal(
    "not-found",
    `There is no pipeline ${JSON.stringify(path.slice(0, 200))}.`,
    `Expected a stored pipeline; looked at ${listed(looked)}.`,
    sentences(
      didYouMean(
        places[0]?.at(-1) ?? path,
        rows.map((row) => row.name),
      ),
      "Import it, or write its path as `../shared/name` or `/Org/Project/name`.",
    ),
  );
}
