import { Refusal } from "../../base/errors.ts";
import type { PublishOrder } from "./packages.ts";
import { bump, isAbove, readSemver, writeSemver } from "./semver.ts";

/** The version that publishing makes: the one named, which must be above the newest, or the newest counted up. */
export function nextVersion(newest: string | undefined, order: PublishOrder): string {
  const last = newest === undefined ? undefined : readSemver(newest);
  if (order.version === undefined) {
    if (last === undefined) return "1.0.0";
    return writeSemver(bump(last, order.bump ?? "patch"));
  }
  const wanted = readSemver(order.version);
  if (wanted === undefined) {
    throw new Refusal(
      "invalid-argument",
      `${JSON.stringify(order.version.slice(0, 100))} is no version.`,
      "Expected three numbers with dots, such as 1.2.0.",
      'Pass "version": "1.0.0", or leave it out to count up the newest one.',
    );
  }
  if (last === undefined || isAbove(wanted, last)) return order.version;
  throw new Refusal(
    "conflict",
    `The version ${order.version} is not above ${writeSemver(last)}.`,
    `Expected a version above the newest one, ${writeSemver(last)}; versions never change once they are there.`,
    `Publish ${writeSemver(bump(last, "patch"))}, or leave the version out.`,
  );
}
