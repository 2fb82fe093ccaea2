import type { LocalRunProgress } from "../control/execution/run-locally.ts";
import type { CliContext } from "./cli-context.ts";

/** One line per Snap, redrawn while the run goes on; nothing when the error stream is not a terminal. */
export function reportProgress(context: CliContext): {
  readonly show: (progress: LocalRunProgress) => void;
  readonly clear: () => void;
} {
  let lines = 0;
  const clear = (): void => {
    if (lines > 0) context.writeError(`\u001B[${lines}A\u001B[0J`);
    lines = 0;
  };
  return {
    clear,
    show: ({ snaps }) => {
      if (!context.isTerminal) return;
      clear();
      for (const { label, state, inputs, outputs } of snaps) {
        const read = inputs.reduce((sum, view) => sum + view.items, 0);
        const written = outputs.reduce((sum, view) => sum + view.items, 0);
        context.writeError(
          `${state.padEnd(10)} ${label.slice(0, 40).padEnd(40)} in ${read}  out ${written}\n`,
        );
        lines++;
      }
    },
  };
}
