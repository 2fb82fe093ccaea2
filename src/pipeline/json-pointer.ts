/** A JSON Pointer (RFC 6901): `jsonPointer("snap_map", "a/b")` is `/snap_map/a~1b`. */
export function jsonPointer(...keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
