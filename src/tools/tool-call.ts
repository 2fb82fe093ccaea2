import type { Limits } from "../base/limits.ts";
import type { Caller } from "../control/caller.ts";
import type { Control } from "../control/control.ts";
import type { Pygen } from "../pygen/pygen.ts";

/** Who a tool acts for; the layers above name it without knowing the control plane. */
export type ToolCaller = Caller;

/** How the client is connected: files of the client's machine can be read on stdio only. */
export type ToolTransport = "http" | "stdio";

/** What one session remembers for its tools. */
export interface Preferences {
  readonly org?: string;
  /** Inside the org, as in `shared` or `MyTeam/my-project`. */
  readonly projectPath?: string;
  /** `<org>/rt/<location>/<environment>`. */
  readonly snaplexPath?: string;
}

export interface PreferenceStore {
  read(): Preferences;
  write(preferences: Preferences): Promise<void>;
}

/** What a tool knows about the call beside its input. */
export interface ToolCall {
  readonly caller: ToolCaller;
  readonly control: Control;
  readonly pygen: Pygen;
  readonly preferences: PreferenceStore;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly transport: ToolTransport;
  /** Tells the client what is being done now; a client that did not ask hears nothing. */
  progress(message: string): void;
  /** Adds to the `metadata` of the answer. */
  note(metadata: Readonly<Record<string, unknown>>): void;
  /** The bytes of a file of the client's machine; on stdio only. */
  readonly readLocalFile?: (path: string, signal: AbortSignal) => Promise<Uint8Array>;
}
