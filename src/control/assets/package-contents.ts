import { hash } from "node:crypto";
import type { YamlFile } from "../../knowledge/yaml/yaml-finding.ts";
import type { Core } from "../core.ts";
import { RecentMap } from "../sessions/recent-map.ts";
import { type PackageContent, readPackage } from "./package-content.ts";
import type { PackageFinding } from "./package-finding.ts";
import { isText, kindOfPath } from "./package-path.ts";
import { filesOf } from "./package-rows.ts";
import type { PackageFile } from "./packages.ts";
import { checkProcessModel } from "./process-models.ts";
import { readBlobText } from "./read-blob-text.ts";

/** Contents of this many drafts and versions are remembered. */
const rememberedMax = 256;

/** What drafts and versions say, read once for the same files. */
export class PackageContents {
  readonly #core: Pick<Core, "store" | "blobs" | "limits">;
  readonly #known = new RecentMap<string, PackageContent>(rememberedMax);

  constructor(core: Pick<Core, "store" | "blobs" | "limits">) {
    this.#core = core;
  }

  async of(packageId: string, version: string): Promise<PackageContent> {
    const files = await filesOf(this.#core.store, packageId, version);
    const fingerprint = fingerprintOf(files);
    const known = this.#known.get(fingerprint);
    if (known !== undefined) return { ...known, files };
    const content = await this.#read(files);
    this.#known.set(fingerprint, content);
    return content;
  }

  async #read(files: readonly PackageFile[]): Promise<PackageContent> {
    const { limits } = this.#core;
    const texts: YamlFile[] = [];
    const findings: PackageFinding[] = [];
    for (const file of files) {
      const kind = kindOfPath(file.path);
      if (kind === undefined || !(isText(kind) || kind === "conformance")) continue;
      const text = await readBlobText(this.#core, file);
      if (text === undefined) continue;
      if (isText(kind)) texts.push({ path: file.path, text });
      else findings.push(...checkProcessModel({ path: file.path, text }, limits));
    }
    const content = readPackage(files, texts, limits);
    return { ...content, findings: [...content.findings, ...findings] };
  }
}

function fingerprintOf(files: readonly PackageFile[]): string {
  return hash("sha256", JSON.stringify(files.map(({ path, sha256 }) => [path, sha256])), "hex");
}
