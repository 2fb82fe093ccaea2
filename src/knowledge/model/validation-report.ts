import type { YamlFinding } from "../yaml/yaml-finding.ts";

/** What is wrong with a package, in the shape in which its original's command line tools read it. */
export interface ValidationReport {
  readonly packageKey: string;
  readonly valid: boolean;
  readonly summary: { readonly errors: number; readonly warnings: number; readonly info: number };
  readonly results: readonly ValidationResult[];
}

export interface ValidationResult {
  readonly layer: ValidationLayer;
  readonly severity: "ERROR" | "WARNING" | "INFO";
  /** Key of the asset. */
  readonly nodeKey: string;
  readonly assetType: string;
  /** `kpis.NET_TOTAL.pql`; the file, line and column where nothing narrower is known. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

export type ValidationLayer =
  | "SCHEMA"
  | "BUSINESS"
  | "PACKAGE_SETTINGS"
  | "PIG_SEMANTICS"
  | "DATA_PIPELINES";

/** Findings about one asset of a package. */
export interface AssetFindings {
  readonly nodeKey: string;
  /** `SEMANTIC_MODEL` for a knowledge model. */
  readonly assetType: string;
  readonly findings: readonly YamlFinding[];
}

export function validationReport(
  packageKey: string,
  assets: readonly AssetFindings[],
): ValidationReport {
  const results = assets.flatMap(({ nodeKey, assetType, findings }) =>
    findings.map((finding): ValidationResult => ({
      layer: schemaCodes.has(finding.code) ? "SCHEMA" : "BUSINESS",
      severity: finding.severity === "error" ? "ERROR" : "WARNING",
      nodeKey,
      assetType,
      path: finding.place.pointer ?? `${finding.file}:${finding.line}:${finding.column}`,
      code: finding.code,
      message: `${finding.error} ${finding.reason}`,
      suggestion: finding.resolution,
    })),
  );
  const errors = results.filter(({ severity }) => severity === "ERROR").length;
  return {
    packageKey,
    valid: errors === 0,
    summary: { errors, warnings: results.length - errors, info: 0 },
    results,
  };
}

/** What is about the form of a file, not about what it means. */
const schemaCodes: ReadonlySet<string> = new Set([
  "not-yaml",
  "too-large",
  "too-deep",
  "bad-alias",
  "duplicate-key",
  "unknown-tag",
  "unknown-key",
  "missing-key",
  "bad-value",
  "unused-list",
]);
