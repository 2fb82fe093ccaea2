import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { byArrival } from "./by-arrival.ts";

async function* numbers(from: number, to: number): AsyncIterable<number> {
  for (let value = from; value < to; value++) yield value;
}

/** Yields `value` when `open` is called. */
function gated(value: number): { source: AsyncIterable<number>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* source(): AsyncIterable<number> {
    await promise;
    yield value;
  }
  return { source: source(), open: resolve };
}

async function* broken(): AsyncIterable<number> {
  yield 1;
  throw new Error("broken");
}

describe("byArrival", () => {
  it("yields everything, each source in its order", async () => {
    const seen: number[][] = [[], [], []];
    const sources = [numbers(0, 5), numbers(10, 12), numbers(0, 0)];
    for await (const { source, value } of byArrival(sources)) seen[source]?.push(value);
    assert.deepEqual(seen, [[0, 1, 2, 3, 4], [10, 11], []]);
  });

  it("does not wait for a source that is slow", async () => {
    const slow = gated(99);
    const seen: number[] = [];
    for await (const { value } of byArrival([slow.source, numbers(0, 3)])) {
      seen.push(value);
      if (value === 2) slow.open();
    }
    assert.deepEqual(seen, [0, 1, 2, 99]);
  });

  it("throws what a source throws, and tells the others to stop", async () => {
    let stopped = false;
    async function* endless(): AsyncIterable<number> {
      try {
        for (;;) yield 1;
      } finally {
        stopped = true;
      }
    }
    await assert.rejects(async () => {
      for await (const _ of byArrival([endless(), broken()]));
    }, /broken/);
    assert.equal(stopped, true);
  });

  it("ends although a source never comes, when the reader has enough", async () => {
    const never = gated(0);
    for await (const _ of byArrival([never.source, numbers(0, 9)])) break;
    never.open();
  });

  it("ends at once without sources", async () => {
    for await (const _ of byArrival([])) assert.fail("nothing comes");
  });
});
