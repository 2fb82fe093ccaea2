import { unreachable } from "../../base/errors.ts";

/** A version as three numbers. */
export type SemVer = readonly [major: number, minor: number, patch: number];

/** `1.2.0`, without anything before or after; nothing for another text. */
export function readSemver(text: string): SemVer | undefined {
  const match = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text);
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

export function isAbove(one: SemVer, other: SemVer): boolean {
  for (const part of [0, 1, 2] as const) {
    if (one[part] !== other[part]) return one[part] > other[part];
  }
  return false;
}

export function bump([major, minor, patch]: SemVer, part: "major" | "minor" | "patch"): SemVer {
  switch (part) {
    case "major":
      return [major + 1, 0, 0];
    case "minor":
      return [major, minor + 1, 0];
    case "patch":
      return [major, minor, patch + 1];
    default:
      return unreachable(part);
  }
}

export function writeSemver(version: SemVer): string {
  return version.join(".");
}
