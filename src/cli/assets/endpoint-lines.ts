import type { PackageDetail } from "../../control/assets/packages.ts";
import { assetsPath } from "../../edge/oauth/oauth-paths.ts";

/** Where the published assets of a package answer. */
export function endpointLines({ assets }: PackageDetail, url: string): string {
  return assets
    .filter((asset) => asset.in.includes("published"))
    .map(({ key, id }) => `${key}  ${url}${assetsPath}/${id}\n`)
    .join("");
}
