import { Refusal } from "../../base/errors.ts";
import { packageReport } from "../../control/assets/package-report.ts";
import { compareAnswers } from "../../tools/assets/compare-answers.ts";
import { answerJson } from "../answer.ts";
import type { LifecycleCall } from "./lifecycle-route.ts";

/** The recorded questions of a package, as its draft and what is published answer them. */
export async function answerComparison(call: LifecycleCall): Promise<void> {
  const { packages, caller, where, response, gone } = call;
  const { assets: edge, control } = call.parts;
  if (edge === undefined) throw off();
  const { deployedVersion } = await packages.get(caller, where);
  if (deployedVersion === undefined) throw notPublished(where.key);
  const { questions, findings } = await packages.questions(caller, where);
  const principal = await control.packages.principalOf(caller);
  const answers = await compareAnswers(edge, principal, questions, gone);
  answerJson(response, 200, {
    published: deployedVersion,
    same: answers.every(({ same }) => same),
    answers,
    validation: packageReport(where.key, findings),
  });
}

function off(): Refusal {
  return new Refusal(
    "not-supported",
    "MCP Server assets are off.",
    "Expected a server that answers for them.",
    "Have the operator turn them on.",
  );
}

function notPublished(key: string): Refusal {
  return new Refusal(
    "conflict",
    `Nothing of the package "${key}" is published.`,
    "Expected a version that answers, to compare the draft with.",
    "Publish the draft first.",
  );
}
