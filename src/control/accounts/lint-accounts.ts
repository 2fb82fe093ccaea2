import { Refusal } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";
import type { SnapShapes } from "../../pipeline/snap-shape.ts";
import type { Pipeline, SnapNode } from "../../pipeline/model.ts";
import type { Store } from "../../store/schema.ts";
import type { Project } from "../orgs/orgs.ts";
import { type AccountUser, usableAccount } from "./use-account.ts";

/** What is wrong with the accounts that the Snaps of a pipeline name; names that are expressions are seen in the run. */
export async function lintAccounts(
  store: Store,
  shapes: SnapShapes,
  pipeline: Pipeline,
  project: Pick<Project, "org" | "projectPath">,
  user: AccountUser,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const snap of pipeline.snaps) {
    const types = shapes.get(snap.classId)?.accounts ?? [];
    const { account } = snap;
    if (types.length === 0 || account === undefined || account.expression) continue;
    try {
      await usableAccount(store, user, account.path, types, project);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      findings.push(findingOf(thrown, snap));
    }
  }
  return findings;
}

function findingOf(refusal: Refusal, snap: SnapNode): Finding {
  return {
    code: "account-not-usable",
    severity: snap.executionMode === "Disabled" ? "warning" : "error",
    place: { snapId: snap.id, snapLabel: snap.label, setting: "account.account_ref" },
    error: `${snap.label}: ${refusal.message}`,
    reason: refusal.reason,
    resolution: refusal.resolution,
  };
}
