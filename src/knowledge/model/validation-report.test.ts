import assert from "node:assert/strict";
import { it } from "node:test";
import { yamlFinding } from "../yaml/yaml-finding.ts";
import { validationReport } from "./validation-report.ts";

const file = { path: "km.yaml", text: "kind: BASE\nkpis: []\n" };
const words = { error: "E.", reason: "R.", resolution: "Do." };
const span = { start: 11, end: 15 };

it("A12 reports findings in the published shape, form apart from meaning", () => {
  const findings = [
    yamlFinding(file, { code: "unknown-key", span, pointer: "kpis", ...words }),
    yamlFinding(file, { code: "cyclic-kpi", severity: "warning", span, ...words }),
  ];
  const report = validationReport("sales", [
    { nodeKey: "orders-km", assetType: "SEMANTIC_MODEL", findings },
  ]);
  assert.deepEqual(report, {
    packageKey: "sales",
    valid: false,
    summary: { errors: 1, warnings: 1, info: 0 },
    results: [
      {
        layer: "SCHEMA",
        severity: "ERROR",
        nodeKey: "orders-km",
        assetType: "SEMANTIC_MODEL",
        path: "kpis",
        code: "unknown-key",
        message: "E. R.",
        suggestion: "Do.",
      },
      {
        layer: "BUSINESS",
        severity: "WARNING",
        nodeKey: "orders-km",
        assetType: "SEMANTIC_MODEL",
        path: "km.yaml:2:1",
        code: "cyclic-kpi",
        message: "E. R.",
        suggestion: "Do.",
      },
    ],
  });
});

it("A12 calls a package valid when there are only warnings, or nothing", () => {
  assert.equal(validationReport("sales", []).valid, true);
});
