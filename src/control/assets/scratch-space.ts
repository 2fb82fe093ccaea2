import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Limits } from "../../base/limits.ts";
import { diskSpillSpace } from "../../engine/spill/disk-spill-space.ts";
import type { SpillSpace } from "../../engine/spill-space.ts";

export interface ScratchSpace extends AsyncDisposable {
  /** Of the folder. */
  readonly path: string;
  readonly spill: SpillSpace;
}

/** Room on disk for one piece of work, in a folder of its own. */
export async function scratchSpace(directory: string, limits: Limits): Promise<ScratchSpace> {
  const own = await mkdtemp(join(directory, "assets-"));
  const spill = diskSpillSpace(own, limits);
  return {
    path: own,
    spill,
    async [Symbol.asyncDispose]() {
      await spill.dispose();
      await rm(own, { recursive: true, force: true });
    },
  };
}
