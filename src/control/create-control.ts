import type { Clock } from "../base/clock.ts";
import type { Finding } from "../base/finding.ts";
import type { Limits } from "../base/limits.ts";
import type { Executor } from "../engine/executor.ts";
import type { Pipeline } from "../pipeline/model.ts";
import type { SnapShapes } from "../pipeline/snap-shape.ts";
import type { Control } from "./control.ts";

/** What the control plane is built from. */
export interface ControlDependencies {
  /** Made when it is not there; locked for this process until disposal. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Lowercase letters and digits; tokens carry it and are good for it alone. */
  readonly region: string;
  readonly executor: Executor;
  readonly shapes: SnapShapes;
  readonly lint: (pipeline: Pipeline, shapes: SnapShapes) => readonly Finding[];
  /** Absolute directories that `file:///` paths may reach; none by default. */
  readonly allowedFileDirectories: readonly string[];
  /** Of the product, shown by nodes. */
  readonly version: string;
  /** For the first start; `admin` and a generated password when absent. */
  readonly admin?: { readonly name?: string | undefined; readonly password?: string | undefined };
}

export function createControl(
  _dependencies: ControlDependencies,
): Promise<Control & AsyncDisposable> {
  throw new Error("not built yet");
}
