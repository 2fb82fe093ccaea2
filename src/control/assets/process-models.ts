import { didYouMean } from "../../base/nearest.ts";
import { Refusal } from "../../base/errors.ts";
import { type BpmnLimits, readBpmn } from "../../knowledge/process/conformance/bpmn/read-bpmn.ts";
import type { YamlFile } from "../../knowledge/yaml/yaml-finding.ts";
import type { Core } from "../core.ts";
import { listed } from "../words.ts";
import type { ProcessModels } from "./assets.ts";
import type { PackageFinding } from "./package-finding.ts";
import { kindOfPath } from "./package-path.ts";
import type { PackageFile } from "./packages.ts";
import { readBlobText } from "./read-blob-text.ts";

/** The BPMN files among the files of a package, by name; two of one name are a finding. */
export function processModelsOf(
  files: readonly PackageFile[],
  findings: PackageFinding[],
): ReadonlyMap<string, PackageFile> {
  const models = new Map<string, PackageFile>();
  for (const file of files) {
    if (kindOfPath(file.path) !== "conformance") continue;
    const name = nameOf(file.path);
    const other = models.get(name);
    if (other === undefined) models.set(name, file);
    else findings.push(sameName(file.path, name, other.path));
  }
  return models;
}

/** What is wrong with one BPMN file. */
export function checkProcessModel(
  { path, text }: YamlFile,
  limits: BpmnLimits,
): readonly PackageFinding[] {
  try {
    readBpmn(text, limits);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { message, reason, resolution } = thrown;
    const error = `${message}.`;
    return [
      { code: "bad-bpmn", severity: "error", file: path, place: {}, error, reason, resolution },
    ];
  }
}

/** The process models of a content for whoever asks an asset; a text is read when it is needed. */
export function openProcessModels(
  core: Pick<Core, "blobs">,
  models: ReadonlyMap<string, PackageFile>,
): ProcessModels {
  const names = [...models.keys()];
  return {
    names,
    async read(name) {
      const file = models.get(name);
      const text = file === undefined ? undefined : await readBlobText(core, file);
      if (text !== undefined) return text;
      throw new Refusal(
        "not-found",
        `There is no process model ${JSON.stringify(name.slice(0, 100))}.`,
        `Expected one of ${listed(names)}.`,
        didYouMean(name, names) || "Leave it out, or name one of those.",
      );
    },
  };
}

/** `conformance/sales/order-to-cash.bpmn` → `sales/order-to-cash` */
function nameOf(path: string): string {
  return path.slice(path.indexOf("/") + 1).replace(/\.(bpmn|xml)$/i, "");
}

function sameName(path: string, name: string, other: string): PackageFinding {
  return {
    code: "duplicate-key",
    severity: "error",
    file: path,
    place: {},
    error: `The process model \`${name}\` is there twice.`,
    reason: `Expected it once; ${other} has that name too.`,
    resolution: "Rename one of the two, or remove it.",
  };
}
