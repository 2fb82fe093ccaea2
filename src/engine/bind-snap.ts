import { believe } from "../base/believe.ts";
import type { Finding } from "../base/finding.ts";
import type { Scope } from "../expr/scope.ts";
import type { SnapNode } from "../pipeline/model.ts";
import type { SnapDefinition } from "./define-snap.ts";
import { bindRow } from "./settings/table.ts";

/** Settings ready to run with, and what is wrong with them. Keys the Snap does not declare are ignored. */
export function bindSnap(
  definition: SnapDefinition,
  node: SnapNode,
  scope: Scope,
): { readonly settings: never; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const place = { snapId: node.id, snapLabel: node.label };
  const { nullSafeAccess } = definition.declaredSettings;
  const context = { scope, nullSafe: false, place, report: () => undefined };
  const nullSafe = nullSafeAccess?.bind(node.settings["nullSafeAccess"], context) === true;
  const settings = bindRow(
    definition.declaredSettings,
    node.settings,
    { scope, nullSafe, place, report: (finding) => findings.push(finding) },
    "",
  );
  return { settings: believe<never>(settings), findings };
}
