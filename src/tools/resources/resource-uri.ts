/** What a uri of ours names. */
export type ResourceName =
  /** `/Org/Project/name`. */
  | { readonly kind: "pipeline" | "file"; readonly path: string }
  | { readonly kind: "run"; readonly ruuid: string };

const schemes = { pipeline: "pipeline", file: "sldb", run: "run" } as const;

/** The uri of a pipeline or file by its path, of a run by its `ruuid`. */
export function resourceUri(kind: "pipeline" | "file" | "run", name: string): string {
  const segments = name.split("/").filter((segment) => segment !== "");
  return `${schemes[kind]}:///${segments.map(encodeURIComponent).join("/")}`;
}

/** Nothing when the uri is none of ours. */
export function readResourceUri(uri: string): ResourceName | undefined {
  const match = /^(pipeline|sldb|run):\/\/\/?([^?#]+)$/.exec(uri);
  const segments = (match?.[2] ?? "").split("/").map(decoded);
  if (segments.some((segment) => segment === undefined || segment === "" || segment.includes("/")))
    return undefined;
  const [first = ""] = segments;
  if (match?.[1] === "run") {
    return segments.length === 1 ? { kind: "run", ruuid: first } : undefined;
  }
  if (segments.length < 3) return undefined;
  return { kind: match?.[1] === "sldb" ? "file" : "pipeline", path: `/${segments.join("/")}` };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
