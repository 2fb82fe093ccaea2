import type { Finding } from "../../base/finding.ts";
import { nearestNames } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import type { SettingRow, SnapNode, View } from "../model.ts";
import { leafTextOf, tableOf } from "../setting-walk.ts";
import { listWords } from "../snap-words.ts";

/** Columns that name views of their Snap: Router, Binary Router, HTTP Router; Join. */
const columns = { outputViewName: "outputs", rightInputView: "inputs" } as const;

export default defineRule({
  code: "unknown-view-label",
  summary: "Routers and Joins name views by labels that their views have.",
  *check({ pipeline }): Iterable<Finding> {
    for (const snap of pipeline.snaps) {
      for (const [key, table] of Object.entries(snap.settings)) {
        for (const [index, row] of tableOf(table.value).entries()) {
          yield* checkRow(snap, row, `${key}[${index}]`);
        }
      }
    }
  },
});

function* checkRow(snap: SnapNode, row: SettingRow, place: string): Iterable<Finding> {
  for (const column of ["outputViewName", "rightInputView"] as const) {
    const label = leafTextOf(row[column]);
    const views = snap[columns[column]];
    if (label === undefined || row[column]?.expression === true) continue;
    if (views.some((view) => view.label === label)) continue;
    yield finding(snap, `${place}.${column}`, label, views);
  }
}

function finding(snap: SnapNode, setting: string, label: string, views: readonly View[]): Finding {
  const labels = views.map((view) => view.label);
  const renamed = views.find((view) => view.id === label);
  const meant = renamed?.label ?? nearestNames(label, labels.slice(0, 200), 1)[0];
  const have = labels.length === 0 ? "none" : listWords(labels.map((one) => `"${one}"`));
  const kind = setting.endsWith("outputViewName") ? "output" : "input";
  return {
    code: "unknown-view-label",
    severity: severityFor(snap),
    place: placeOf(snap, { setting }),
    error: `\`${setting}\` of "${snap.label}" names a view that it does not have.`,
    reason: `Expected the label of one of its ${kind} views, ${have}; found "${label}"${renamed === undefined ? "" : ", which is the id of a view with another label"}.`,
    resolution: `${meant === undefined ? "" : `Set it to "${meant}". `}Views are named by their label, not by their id.`,
    ...(meant === undefined
      ? {}
      : { fix: { summary: `Name the view "${meant}"`, replacement: meant } }),
  };
}
