import { Refusal } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";

/** The refusal for an SLP that cannot be read: the words of the first finding, and the others in short. */
export function unreadable(findings: readonly Finding[]): Refusal {
  const first = findings[0];
  const others = findings.slice(1, 6).map((finding) => finding.error);
  const more = others.length === 0 ? "" : ` Also: ${others.join(" ")}`;
  return new Refusal(
    first?.code === "too-large" ? "too-large" : "invalid-pipeline",
    first?.error ?? "The SLP cannot be read.",
    `${first?.reason ?? "Expected the JSON text of a pipeline."}${more}`,
    first?.resolution ?? "Export the pipeline again.",
  );
}
