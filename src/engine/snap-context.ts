import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { Scope } from "../expr/scope.ts";
import type { Document } from "../expr/value.ts";
import type { NestedPipeline, ViewType } from "../pipeline/model.ts";
import type { BoundAccount } from "./accounts.ts";
import type { Batch, Emission } from "./batch.ts";
import type { ChildPipelines } from "./child-pipelines.ts";
import type { Egress } from "./egress/egress.ts";
import type { FileAccess } from "./file-access.ts";
import type { SpillSpace } from "./spill-space.ts";

/** What a Snap knows and may use while it runs. `Settings` are bound: expressions compiled, defaults filled in. */
export interface SnapContext<Settings> {
  readonly settings: Settings;
  readonly id: string;
  readonly label: string;
  readonly inputs: readonly ViewInfo[];
  readonly outputs: readonly ViewInfo[];
  /** `preview` is a validation: at most `limits.previewDocumentsMax` documents a view, writers skipped. */
  readonly mode: "execute" | "preview";
  readonly scope: Scope;
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly files: FileAccess;
  /** The network, as far as the operator allows it. Nothing reaches out past it. */
  readonly egress: Egress;
  readonly pipelines: ChildPipelines;
  /** What a nested pipeline of the old kind runs; undefined for every other Snap. */
  readonly nested: NestedPipeline | undefined;
  readonly spill: SpillSpace;
  /**
   * The account that the Snap names, one of the types it declares; undefined when it names none. The name may be an
   * expression over the document. Read it with its type: `postgres.of(await context.account())`.
   */
  readonly account: (document?: Document) => Promise<BoundAccount | undefined>;
  /** Keeps a text that was obtained with the account, such as a token, out of all that the run says, as its secrets are. */
  readonly keepSecret: (text: string) => void;
  /**
   * Hands a document that could not be processed to the Snap's error behaviour: `fail` throws, `continue` sends an
   * error document to the error view, `ignore` drops it. `extra` are further keys of the error document.
   */
  readonly reject: (original: Document, failure: unknown, extra?: Document) => void;
  /** A finding that does not stop the run; shown with the Snap in the run's result. */
  readonly warn: (message: string) => void;
}

export interface ViewInfo {
  readonly id: string;
  readonly label: string;
  readonly type: ViewType;
  /** A link leaves from or arrives at the view, or the caller of the pipeline feeds or reads it. */
  readonly linked: boolean;
}

/** One input view while the Snap runs. Iterate once. */
export interface SnapInput {
  readonly view: ViewInfo;
  readonly batches: AsyncIterable<Batch>;
}

/**
 * A running Snap: pulls its inputs, yields what it puts out. Back-pressure is the `for await` of whoever reads. When
 * the reader has enough it calls `return`, so a generator's `finally` releases what it holds.
 */
export type Operator = (io: OperatorIo) => AsyncIterable<Emission>;

/** What the runner hands to an operator when it starts. */
export interface OperatorIo extends Pick<SnapContext<unknown>, "reject" | "signal" | "limits"> {
  readonly inputs: readonly SnapInput[];
}
