import { assert } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";
import { QuestionRefusal } from "./question-refusal.ts";

/** What the compiler of PQL found, as the answer to a question. */
export function refusalOf(findings: readonly Finding[], attribute: string): QuestionRefusal {
  const [finding] = findings;
  assert(finding !== undefined, "what is invalid has a finding");
  const error = finding.error.replace(/\.$/, "");
  return new QuestionRefusal(attribute, error, finding.reason, finding.resolution);
}
