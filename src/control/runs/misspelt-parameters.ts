import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { nearestNames } from "../../base/nearest.ts";
import { readSlp } from "../../pipeline/read-slp.ts";

/**
 * Refuses a parameter that looks like one of the pipeline's which is not given itself: the run would silently take the
 * default instead. Any other name that the pipeline does not have is ignored, as on the platform.
 */
export function refuseMisspeltParameters(
  slp: string,
  given: Readonly<Record<string, unknown>> | undefined,
  limits: Limits,
): void {
  const names = Object.keys(given ?? {});
  if (names.length === 0) return;
  const read = readSlp(slp, limits);
  if (!read.ok) return;
  const declared = read.pipeline.parameters.map(({ key }) => key);
  const free = declared.filter((name) => !names.includes(name));
  for (const name of names) {
    if (declared.includes(name)) continue;
    const [nearest] = nearestNames(name, free, 1);
    if (nearest !== undefined) throw misspelt(name, nearest, declared);
  }
}

function misspelt(name: string, nearest: string, declared: readonly string[]): Refusal {
  return new Refusal(
    "invalid-argument",
    `The pipeline has no parameter ${JSON.stringify(name)}.`,
    `Expected names of \`parameters\` among ${declared.map((one) => JSON.stringify(one)).join(", ")}.`,
    `Did you mean ${JSON.stringify(nearest)}?`,
  );
}
