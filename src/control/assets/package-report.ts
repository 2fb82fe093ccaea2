import {
  type ValidationLayer,
  type ValidationReport,
  validationReport,
} from "../../knowledge/model/validation-report.ts";
import type { PackageFinding } from "./package-finding.ts";
import { kindOfPath } from "./package-path.ts";

/** Findings about a package as the report that clients of the published configuration commands read. */
export function packageReport(
  packageKey: string,
  findings: readonly PackageFinding[],
): ValidationReport {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const report = validationReport(
    packageKey,
    [...byFile].map(([nodeKey, own]) => ({
      nodeKey,
      assetType: typeOf(nodeKey),
      findings: own.map((finding) => ({ line: 1, column: 1, ...finding })),
    })),
  );
  const results = report.results.map((result) =>
    result.layer === "BUSINESS" ? { ...result, layer: layerOf(result.nodeKey) } : result,
  );
  return { ...report, results };
}

function layerOf(file: string): ValidationLayer {
  switch (kindOfPath(file)) {
    case "package":
      return "PACKAGE_SETTINGS";
    case "data-model":
    case "data":
      return "DATA_PIPELINES";
    default:
      return "BUSINESS";
  }
}

function typeOf(file: string): string {
  switch (kindOfPath(file)) {
    case "package":
      return "PACKAGE";
    case "data-model":
      return "DATA_MODEL";
    case "knowledge-model":
      return "SEMANTIC_MODEL";
    case "asset":
      return "MCP_SERVER";
    default:
      return "FILE";
  }
}
