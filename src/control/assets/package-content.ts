import { hasErrors } from "../../base/finding.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { DataModel } from "../../knowledge/data/model/data-model.ts";
import { readDataModel } from "../../knowledge/data/model/read-data-model.ts";
import { keyOf } from "../../knowledge/model/read/choose-layers.ts";
import {
  type ReadModel,
  readKnowledgeModel,
} from "../../knowledge/model/read/read-knowledge-model.ts";
import { readLayers } from "../../knowledge/model/read/read-layers.ts";
import { type YamlFile, yamlFinding } from "../../knowledge/yaml/yaml-finding.ts";
import { spanAt } from "../../knowledge/yaml/yaml-tree.ts";
import type { Limits } from "../../base/limits.ts";
import { listed } from "../words.ts";
import { dataFilesOf } from "./data-files.ts";
import { checkAsset } from "./check-asset.ts";
import type { PackageFinding } from "./package-finding.ts";
import { emptyManifest, type PackageManifest, readManifest } from "./package-manifest.ts";
import { type PackageFileKind, kindOfPath } from "./package-path.ts";
import type { PackageFile } from "./packages.ts";
import { processModelsOf } from "./process-models.ts";
import { questionsOf } from "./questions.ts";
import { readAsset, type WrittenAsset } from "./read-asset.ts";

/** A draft or a version as its files say it is, without the data. What cannot be read is missing, and a finding. */
export interface PackageContent {
  readonly files: readonly PackageFile[];
  readonly texts: readonly YamlFile[];
  readonly manifest: PackageManifest;
  readonly dataModels: ReadonlyMap<string, WrittenDataModel>;
  readonly knowledgeModels: ReadonlyMap<string, ReadModel>;
  readonly assets: readonly WrittenAsset[];
  /** BPMN files by their names. */
  readonly processModels: ReadonlyMap<string, PackageFile>;
  readonly findings: readonly PackageFinding[];
}

export interface WrittenDataModel {
  readonly model: DataModel;
  readonly file: YamlFile;
}

/** Reads all that small texts say. */
export function readPackage(
  files: readonly PackageFile[],
  texts: readonly YamlFile[],
  limits: Limits,
): PackageContent {
  const findings: PackageFinding[] = [];
  const of = (kind: PackageFileKind): readonly YamlFile[] =>
    texts.filter(({ path }) => kindOfPath(path) === kind);
  const manifest = manifestOf(of("package"), limits, findings);
  const dataModels = dataModelsOf(of("data-model"), files, limits, findings);
  const knowledgeModels = knowledgeModelsOf(of("knowledge-model"), manifest, limits, findings);
  checkDataModels(knowledgeModels, dataModels, findings);
  const processModels = processModelsOf(files, findings);
  const assets = assetsOf(
    of("asset"),
    { knowledgeModels, processModels: [...processModels.keys()] },
    limits,
    findings,
  );
  if (assets.length === 0 && of("asset").length === 0) findings.push(noAssets);
  findings.push(...questionsOf({ texts, assets }, limits).findings);
  return {
    files,
    texts,
    manifest,
    dataModels,
    knowledgeModels,
    assets,
    processModels,
    findings,
  };
}

function manifestOf(
  [file]: readonly YamlFile[],
  limits: Limits,
  findings: PackageFinding[],
): PackageManifest {
  if (file === undefined) return emptyManifest;
  const read = readManifest(file, limits);
  if (read.ok) return read.manifest;
  findings.push(...read.findings);
  return emptyManifest;
}

function dataModelsOf(
  texts: readonly YamlFile[],
  files: readonly PackageFile[],
  limits: Limits,
  findings: PackageFinding[],
): Map<string, WrittenDataModel> {
  const models = new Map<string, WrittenDataModel>();
  const paths = files.map(({ path }) => path);
  for (const file of texts) {
    const read = readDataModel(file, limits);
    findings.push(...(read.ok ? read.warnings : read.findings));
    if (!read.ok) continue;
    const { model } = read;
    const other = models.get(model.id);
    if (other === undefined) models.set(model.id, { model, file });
    else findings.push(takenKey(file, "data model", model.id, other.file.path));
    for (const path of dataFilesOf(model)) {
      if (!paths.includes(path)) findings.push(missingFile(file, path, paths));
    }
  }
  return models;
}

function knowledgeModelsOf(
  texts: readonly YamlFile[],
  { variables }: PackageManifest,
  limits: Limits,
  findings: PackageFinding[],
): Map<string, ReadModel> {
  const models = new Map<string, ReadModel>();
  if (texts.length === 0) return models;
  const { layers, findings: unreadable } = readLayers(texts, limits);
  if (layers.length === 0 || hasErrors(unreadable)) {
    findings.push(...unreadable);
    return models;
  }
  const packageVariables = new Map(Object.entries(variables));
  for (const key of new Set(layers.map(keyOf))) {
    const read = readKnowledgeModel(texts, { limits, key, packageVariables });
    for (const finding of read.findings) addOnce(findings, finding);
    if (read.ok) models.set(key, read);
  }
  return models;
}

/** Models that share files share findings too. */
function addOnce(findings: PackageFinding[], finding: PackageFinding): void {
  const known = findings.some(
    ({ code, file, line, column, error }) =>
      code === finding.code &&
      file === finding.file &&
      line === finding.line &&
      column === finding.column &&
      error === finding.error,
  );
  if (!known) findings.push(finding);
}

function checkDataModels(
  models: ReadonlyMap<string, ReadModel>,
  dataModels: ReadonlyMap<string, WrittenDataModel>,
  findings: PackageFinding[],
): void {
  const keys = [...dataModels.keys()];
  for (const { model, source } of models.values()) {
    if (keys.includes(model.dataModelId)) continue;
    addOnce(
      findings,
      source.finding({
        thing: model,
        key: "dataModelId",
        code: "unknown-data-model",
        error: `The package has no data model \`${model.dataModelId}\`.`,
        reason: `Expected one of ${listed(keys)}, whose files are in data-models/.`,
        resolution: didYouMean(model.dataModelId, keys) || "Add data-models/<name>.yaml with it.",
      }),
    );
  }
}

function assetsOf(
  texts: readonly YamlFile[],
  {
    knowledgeModels: models,
    processModels,
  }: {
    readonly knowledgeModels: ReadonlyMap<string, ReadModel>;
    readonly processModels: readonly string[];
  },
  limits: Limits,
  findings: PackageFinding[],
): readonly WrittenAsset[] {
  const assets: WrittenAsset[] = [];
  for (const file of texts) {
    const read = readAsset(file, limits);
    findings.push(...(read.ok ? read.warnings : read.findings));
    if (!read.ok) continue;
    const { asset } = read;
    const { id, key, knowledgeModel } = asset.definition;
    const twin = assets.find(({ definition }) => definition.id === id || definition.key === key);
    if (twin !== undefined) {
      const what = twin.definition.id === id ? "id" : "key";
      findings.push(takenKey(file, `asset ${what}`, asset.definition[what], twin.file.path));
      continue;
    }
    assets.push(asset);
    const model = models.get(knowledgeModel);
    if (model !== undefined) findings.push(...checkAsset(asset, model.model, processModels));
    else findings.push(unknownModel(asset, [...models.keys()]));
  }
  return assets;
}

function unknownModel({ definition, file, tree }: WrittenAsset, keys: readonly string[]) {
  const { knowledgeModel } = definition;
  return yamlFinding(file, {
    code: "unknown-knowledge-model",
    span: spanAt(tree, ["knowledgeModel"]),
    pointer: "knowledgeModel",
    error: `The package has no knowledge model \`${knowledgeModel}\` that can be read.`,
    reason: `Expected the key of one of its knowledge models: ${listed(keys)}.`,
    resolution:
      didYouMean(knowledgeModel, keys) ||
      "Add it to knowledge-models/, or mend what is wrong there.",
  });
}

function takenKey(file: YamlFile, what: string, key: string, other: string): PackageFinding {
  return yamlFinding(file, {
    code: "duplicate-key",
    span: { start: 0, end: 0 },
    error: `The ${what} \`${key}\` is there twice.`,
    reason: `Expected it once; ${other} has it too.`,
    resolution: "Rename one of the two, or remove it.",
  });
}

function missingFile(file: YamlFile, path: string, paths: readonly string[]): PackageFinding {
  const at = Math.max(0, file.text.indexOf(path));
  return yamlFinding(file, {
    code: "missing-file",
    span: { start: at, end: at + path.length },
    error: `The package has no file \`${path}\`.`,
    reason: `Expected the path of a file in data/: ${listed(paths.filter((one) => one.startsWith("data/")))}.`,
    resolution: didYouMean(path, paths) || "Upload it, or change the path.",
  });
}

const noAssets: PackageFinding = {
  code: "no-asset",
  severity: "error",
  file: "package.yaml",
  place: {},
  error: "The package has no asset.",
  reason: "Expected at least one file in assets/, which becomes an endpoint.",
  resolution: "Add assets/<name>.yaml with name, knowledgeModel and tools.",
};
