/** `Org/Space/Project` as the org and the path inside it. */
export interface OrgPath {
  readonly org: string;
  readonly projectPath: string;
}

export function splitOrgPath(path: string): OrgPath {
  const at = path.indexOf("/");
  return at < 0
    ? { org: path, projectPath: "" }
    : { org: path.slice(0, at), projectPath: path.slice(at + 1) };
}

/** `Org/Space/Project/name`: the last name is that of the asset. */
export function splitAssetPath(path: string): OrgPath & { readonly name: string } {
  const at = path.lastIndexOf("/");
  return { ...splitOrgPath(path.slice(0, Math.max(0, at))), name: path.slice(at + 1) };
}
