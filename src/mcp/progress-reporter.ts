import type { Clock } from "../base/clock.ts";

export interface ProgressReporter extends Disposable {
  report(message: string): void;
}

/**
 * Tells the client how long a call has been at work and at what: when the tool says so, and every `intervalMs` in any
 * case. `progress` counts seconds, so that it always grows.
 */
export function reportProgress(
  send: (progress: number, message: string) => void,
  clock: Clock,
  intervalMs: number,
): ProgressReporter {
  const startedMs = clock.now();
  let last = 0;
  let latest = "Working";
  const tell = (): void => {
    last = Math.max(last + 0.001, (clock.now() - startedMs) / 1000);
    send(Math.round(last * 1000) / 1000, latest);
  };
  const timer = setInterval(tell, intervalMs);
  return {
    report(message) {
      latest = message;
      if ((clock.now() - startedMs) / 1000 - last >= 1) tell();
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
