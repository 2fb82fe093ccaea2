import { Refusal } from "../../base/errors.ts";

/** A no of the guard: why, and what would change it. */
export function refuseEgress(target: string, reason: string, resolution: string): Refusal {
  return new Refusal(
    "egress-not-allowed",
    `"${target}" may not be reached from here`,
    reason,
    resolution,
  );
}

/** The line of the config file that would allow it, which only the operator can write. */
export function operatorLine(setting: string, value: unknown): string {
  return `If it is meant to be reached, have the operator write "egress": ${JSON.stringify({ [setting]: value })} into the config file of the server.`;
}
