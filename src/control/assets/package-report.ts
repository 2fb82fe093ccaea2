import {
  type ValidationLayer,
  type ValidationReport,
  type ValidationResult,
  validationReport,
} from "../../knowledge/model/validation-report.ts";
import type { PackageFinding } from "./package-finding.ts";
import { kindOfPath } from "./package-path.ts";

export interface PackageReport extends ValidationReport {
  readonly results: readonly PackageResult[];
}

export interface PackageResult extends ValidationResult {
  /** In the file that `nodeKey` names, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** Findings about a package as the report that clients of the published configuration commands read. */
export function packageReport(
  packageKey: string,
  findings: readonly PackageFinding[],
): PackageReport {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const report = validationReport(
    packageKey,
    [...byFile].map(([nodeKey, own]) => ({
      nodeKey,
      assetType: typeOf(nodeKey),
      findings: own.map((finding) => ({ line: 1, column: 1, ...finding })),
    })),
  );
  const inOrder = [...byFile.values()].flat();
  const results = report.results.map((result, index): PackageResult => {
    const { line, column } = inOrder[index] ?? {};
    return {
      ...result,
      ...(result.layer === "BUSINESS" ? { layer: layerOf(result) } : {}),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    };
  });
  return { ...report, results };
}

function layerOf({ nodeKey: file, code }: ValidationResult): ValidationLayer {
  if (/(^|-)pql(-|$)/.test(code)) return "PIG_SEMANTICS";
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
