import { hasErrors } from "../../base/finding.ts";
import type { KnowledgeBases } from "./knowledge-bases.ts";
import type { KnowledgeEngine } from "./knowledge-engine.ts";
import type { PackageContent } from "./package-content.ts";
import type { PackageFinding } from "./package-finding.ts";
import type { DataLoad } from "./packages.ts";

export interface LintParts {
  readonly engine: Pick<KnowledgeEngine, "lint">;
  readonly bases: Pick<KnowledgeBases, "data">;
  /** What is not loaded of a content. */
  readonly missing: (
    packageId: string,
    content: PackageContent,
  ) => Promise<readonly (DataLoad | undefined)[]>;
}

export interface Lint {
  readonly findings: readonly PackageFinding[];
  /** Whether it was held against its data too. */
  readonly withData: boolean;
}

/** Everything that is wrong with a content, also in view of its data as far as that is loaded. */
export async function lintPackage(
  { engine, bases, missing }: LintParts,
  packageId: string,
  content: PackageContent,
): Promise<Lint> {
  const findings = [...content.findings];
  if (hasErrors(content.findings)) return { findings, withData: false };
  const absent = await missing(packageId, content);
  for (const load of absent) if (load?.state === "failed") findings.push(...load.findings);
  for (const read of content.knowledgeModels.values()) {
    const dataModel = content.dataModels.get(read.model.dataModelId);
    const data =
      dataModel === undefined ? undefined : await bases.data(packageId, content, dataModel);
    for (const finding of engine.lint(read, data)) {
      if (!findings.some((known) => isSame(known, finding))) findings.push(finding);
    }
  }
  return { findings, withData: absent.length === 0 };
}

function isSame(one: PackageFinding, other: PackageFinding): boolean {
  return (
    one.code === other.code &&
    one.file === other.file &&
    one.line === other.line &&
    one.column === other.column &&
    one.error === other.error
  );
}
