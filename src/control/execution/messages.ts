import type { RefusalCode } from "../../base/errors.ts";
import type { AccountRequest } from "../../engine/accounts.ts";
import type { CreateFileOptions } from "../../engine/file-access.ts";
import type { RunOrder, RunProgress, RunResult } from "../../engine/run-types.ts";
import type { Document } from "../../expr/value.ts";

/** What the thread that serves sends to the thread that runs. */
export type ToRunner =
  | { readonly kind: "start"; readonly order: RunOrder; readonly spillDirectory: string }
  | { readonly kind: "stop" }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refused"; readonly id: number; readonly refusal: RefusalData };

/** What the thread that runs sends back. */
export type FromRunner =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "call"; readonly id: number; readonly call: HostCall };

/** What a run asks of its host. Files that are open or being written are named by a number. */
export type HostCall =
  | { readonly method: "loadPipeline"; readonly path: string; readonly fromPath: string }
  | { readonly method: "account"; readonly request: AccountRequest; readonly fromPath: string }
  | { readonly method: "open"; readonly path: string; readonly fromPath: string }
  | { readonly method: "read"; readonly file: number }
  | { readonly method: "close"; readonly file: number }
  | {
      readonly method: "create";
      readonly path: string;
      readonly fromPath: string;
      readonly options: CreateFileOptions;
    }
  | { readonly method: "write"; readonly file: number; readonly chunk: Uint8Array }
  | { readonly method: "commit"; readonly file: number }
  | { readonly method: "discard"; readonly file: number }
  | { readonly method: "list"; readonly path: string; readonly fromPath: string }
  | { readonly method: "identify"; readonly path: string; readonly fromPath: string }
  | { readonly method: "remove"; readonly path: string; readonly fromPath: string };

export interface OpenedFile {
  readonly file: number;
  readonly header: Document;
}

/** A refusal (or, without a code, an error) as it crosses between threads. */
export interface RefusalData {
  readonly code: RefusalCode | undefined;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
}
