import { printJson } from "../../../base/json.ts";
import type { OpenAsset } from "../../../control/assets/assets.ts";
import type { AssetToolbox } from "../../../tools/assets/asset-toolbox.ts";
import { PerAsset } from "../per-asset.ts";
import { openApiDocument } from "./open-api-document.ts";

/** The documents of opened assets, each made once for a version and an address of the server. */
export class OpenApiDocuments {
  readonly #toolbox: AssetToolbox;
  readonly #made: PerAsset<Map<string, string>>;

  constructor(toolbox: AssetToolbox) {
    this.#toolbox = toolbox;
    this.#made = new PerAsset(() => new Map());
  }

  of(asset: OpenAsset, serverUrl: string): string {
    const made = this.#made.of(asset);
    const key = `${asset.version} ${serverUrl}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const text = printJson(openApiDocument(asset, this.#toolbox.describe(asset), serverUrl));
    // A client may address the server by many names.
    if (made.size >= addressesMax) made.clear();
    made.set(key, text);
    return text;
  }
}

const addressesMax = 8;
