import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sleep } from "../../../base/abort.ts";
import type { Batch } from "../../../engine/batch.ts";
import type { ChildCall, ChildPipeline } from "../../../engine/child-pipelines.ts";
import { runChild } from "./run-child.ts";

const call: ChildCall = {
  parameters: {},
  input: undefined,
  onError: () => {},
  signal: new AbortController().signal,
};

/** A child that puts one document out and then fails, as often as said. */
function failing(times: number): ChildPipeline & { readonly runs: () => number } {
  let runs = 0;
  return {
    path: "/myOrg/myProject/child",
    input: "document",
    output: "document",
    runs: () => runs,
    async *run() {
      runs++;
      yield [{ run: runs }];
      if (runs <= times) throw new Error(`failure ${runs}`);
    },
  };
}

async function collect(batches: AsyncIterable<Batch>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

describe("runChild", () => {
  it("runs a child again until it succeeds, and gives only what that run put out", async () => {
    const child = failing(2);
    const limits = { timeoutMs: 0, retryLimit: 3, retryIntervalMs: 0 };
    assert.deepEqual(await collect(runChild(child, call, limits)), [{ run: 3 }]);
  });

  it("gives up after the last retry with its failure", async () => {
    const child = failing(9);
    const limits = { timeoutMs: 0, retryLimit: 2, retryIntervalMs: 0 };
    await assert.rejects(collect(runChild(child, call, limits)), /failure 3/);
    assert.equal(child.runs(), 3);
  });

  it("stops a child that takes longer than the timeout", async () => {
    const child: ChildPipeline = {
      ...failing(0),
      async *run({ signal }) {
        await sleep(60_000, signal);
        yield [];
      },
    };
    const limits = { timeoutMs: 5, retryLimit: 0, retryIntervalMs: 0 };
    await assert.rejects(collect(runChild(child, call, limits)), /took longer than 0.005 seconds/);
  });

  it("does not retry when the run is stopped", async () => {
    const stop = new AbortController();
    const child = failing(9);
    const stopped: ChildPipeline = {
      ...child,
      async *run(given) {
        stop.abort(new Error("stopped"));
        yield* child.run(given);
      },
    };
    const limits = { timeoutMs: 0, retryLimit: 5, retryIntervalMs: 0 };
    await assert.rejects(collect(runChild(stopped, { ...call, signal: stop.signal }, limits)));
    assert.equal(child.runs(), 1);
  });
});
