import type { CallWindows } from "../../store/call-windows.ts";
import type { Core } from "../core.ts";
import type { DataLoads } from "./loads/data-loads.ts";
import type { Lint } from "./lint-package.ts";
import type { PackageContent } from "./package-content.ts";
import type { PackageContents } from "./package-contents.ts";

/** What the services around packages share. */
export interface AssetsCore extends Core {
  readonly content: PackageContents;
  readonly loads: DataLoads;
  readonly lint: (packageId: string, content: PackageContent) => Promise<Lint>;
  readonly windows: CallWindows;
  /** For files that are needed for a moment. */
  readonly scratchDirectory: string;
  /** To be called after every change of packages, versions, grants and loads, once it is on disk. */
  readonly changed: () => void;
}
