import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { BlobStore } from "../files/blob-store.ts";
import type { Store } from "../store/schema.ts";
import type { Changes } from "./changes.ts";
import { Serial } from "./serial.ts";

/** What the services share. */
export interface Core {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly region: string;
  /** Version of the product. */
  readonly version: string;
  /** Orders what changes which blobs are referred to, so that none is removed while it is taken into use. */
  readonly blobChanges: Serial;
  readonly changes: Changes;
}

/** What users and tokens need of it; enough beside a server that is running on the same data. */
export type IdentityCore = Pick<Core, "store" | "clock" | "limits" | "region">;
