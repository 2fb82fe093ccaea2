import { sleep } from "../../src/base/abort.ts";

/** Waits until a condition holds; the runner's own time limit ends a test in which it never does. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const { signal } = new AbortController();
  while (!(await holds())) await sleep(10, signal);
}
