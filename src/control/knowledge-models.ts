import type { Clock } from "../base/clock.ts";
import { hasErrors } from "../base/finding.ts";
import type { Limits } from "../base/limits.ts";
import { lintModel } from "../knowledge/model/lint-model.ts";
import { readKnowledgeModel } from "../knowledge/model/read/read-knowledge-model.ts";
import { keyOf } from "../knowledge/model/read/choose-layers.ts";
import { readLayers } from "../knowledge/model/read/read-layers.ts";
import type { YamlFile, YamlFinding } from "../knowledge/yaml/yaml-finding.ts";

/** Knowledge models without a package; needs no data directory. */
export interface KnowledgeModels {
  /**
   * All that is wrong or doubtful with the models that files define, as far as that is known without their data. Of
   * one model only when its key is given.
   */
  check(files: readonly YamlFile[], key?: string): ModelCheck;
}

export interface ModelCheck {
  /** Keys of the models that could be read. */
  readonly models: readonly string[];
  readonly findings: readonly YamlFinding[];
}

export function createKnowledgeModels(limits: Limits, clock: Clock): KnowledgeModels {
  return {
    check: (files, key) => {
      const layers = key === undefined ? readLayers(files, limits) : undefined;
      if (layers !== undefined && (hasErrors(layers.findings) || layers.layers.length === 0)) {
        return { models: [], findings: readKnowledgeModel(files, { limits }).findings };
      }
      const keys = key === undefined ? new Set(layers?.layers.map(keyOf)) : new Set([key]);
      const models: string[] = [];
      const findings = new Map<string, YamlFinding>();
      for (const one of keys) {
        const read = readKnowledgeModel(files, { limits, key: one });
        const found = read.ok
          ? [...read.findings, ...lintModel(read, undefined, clock.now())]
          : read.findings;
        if (read.ok) models.push(one);
        for (const finding of found) findings.set(identityOf(finding), finding);
      }
      return { models, findings: [...findings.values()] };
    },
  };
}

/** Models that share files share findings too. */
function identityOf({ file, line, column, code, error }: YamlFinding): string {
  return JSON.stringify([file, line, column, code, error]);
}
