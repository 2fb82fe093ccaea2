import type { Control } from "../control/control.ts";

export interface ServeOptions {
  /** False for a server that is there for one command: it starts no task that is due. */
  readonly scheduler?: boolean;
}

/** The product, opened on its data. Commands see it through this; `app.ts` builds it. */
export interface App {
  readonly control: Control;
  /** Starts to listen. `close` ends streams, lets calls finish and stops listening. */
  serve(
    options?: ServeOptions,
  ): Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
  /** Speaks MCP over a pair of streams, as that user or the first administrator, until the input ends. */
  serveStdio(
    userName: string | undefined,
    input: NodeJS.ReadStream,
    output: NodeJS.WriteStream,
    signal: AbortSignal,
  ): Promise<void>;
}
