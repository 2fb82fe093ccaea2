import assert from "node:assert/strict";
import { sleep } from "../../src/base/abort.ts";

/** What takes longer never comes. */
const patienceMs = 60_000;

/** Waits until a condition holds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  while (!(await holds())) {
    assert.ok(!signal.aborted, `it did not come to be within ${patienceMs} ms`);
    await sleep(10, new AbortController().signal);
  }
}
