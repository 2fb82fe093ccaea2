import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import type { Clock } from "../../base/clock.ts";
import type { CallWindows } from "../call-windows.ts";
import { openCallWindows } from "./sqlite-call-windows.ts";

const minuteMs = 60_000;

function at(nowMs: number): Clock {
  return { now: () => nowMs };
}

/** Two handles on one file, as two processes have them. */
async function twoHandles(): Promise<
  AsyncDisposable & { readonly handles: readonly [CallWindows, CallWindows] }
> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-windows-"));
  const path = join(directory, "calls.sqlite");
  const handles = [openCallWindows(path), openCallWindows(path)] as const;
  return {
    handles,
    async [Symbol.asyncDispose]() {
      for (const handle of handles) await handle[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

describe("call windows", () => {
  it("A6 allow exactly what a list of every call allows, whoever of two counts", async () => {
    await using two = await twoHandles();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(
          fc.record({
            gapMs: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 20_000 })),
            by: fc.constantFrom(0 as const, 1 as const),
            limit: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 20 }),
          }),
          { maxLength: 120 },
        ),
        async (usual, arrivals) => {
          const key = `asset-${run++}`;
          const counted: number[] = [];
          let nowMs = 1_700_000_000_000;
          for (const { gapMs, by, limit: other } of arrivals) {
            nowMs += gapMs;
            const limit = other ?? usual;
            const inWindow = counted.filter((atMs) => atMs > nowMs - minuteMs);
            const taken = await two.handles[by].take(key, limit, minuteMs, at(nowMs));
            assert.equal(taken.allowed, inWindow.length < limit);
            if (taken.allowed) {
              assert.equal(taken.remaining, limit - inWindow.length - 1);
              assert.equal(taken.retryAfterMs, 0);
              counted.push(nowMs);
            } else {
              const freeing = counted.at(-limit) ?? 0;
              assert.equal(taken.retryAfterMs, freeing + minuteMs - nowMs);
            }
          }
          const counts = await two.handles[0].counts(minuteMs, nowMs);
          const own = counts.find((one) => one.key === key);
          assert.equal(own?.allowed ?? 0, counted.length);
          assert.equal(
            own?.inWindow ?? 0,
            counted.filter((atMs) => atMs > nowMs - minuteMs).length,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("A6 tell the truth about when to retry: just before it is refused, then it is allowed", async () => {
    await using two = await twoHandles();
    const [one, other] = two.handles;
    for (const atMs of [1_000, 5_000, 5_000]) await one.take("a", 3, minuteMs, at(atMs));
    const refused = await other.take("a", 3, minuteMs, at(20_000));
    assert.deepEqual(refused, {
      allowed: false,
      remaining: 0,
      resetMs: 41_000,
      retryAfterMs: 41_000,
    });
    assert.equal((await one.take("a", 3, minuteMs, at(60_999))).allowed, false);
    assert.equal((await one.take("a", 3, minuteMs, at(61_000))).allowed, true);
    assert.equal((await one.take("a", 3, minuteMs, at(61_000))).allowed, false);
  });

  it("go on after the clock was set back, far or a little", async () => {
    await using two = await twoHandles();
    const [one] = two.handles;
    const noon = 1_700_000_000_000;
    for (let call = 0; call < 2; call++) await one.take("a", 2, minuteMs, at(noon));
    assert.equal((await one.take("a", 2, minuteMs, at(noon - 1_000))).allowed, false);
    assert.equal((await one.take("a", 2, minuteMs, at(noon - 3_600_000))).allowed, true);
    assert.equal((await one.take("a", 2, minuteMs, at(noon - 3_600_000))).allowed, true);
    assert.equal((await one.take("a", 2, minuteMs, at(noon - 3_600_000))).allowed, false);
  });

  it("forget a key and no other", async () => {
    await using two = await twoHandles();
    const [one, other] = two.handles;
    await one.take("a", 1, minuteMs, at(1_000));
    await one.take("b", 1, minuteMs, at(1_000));
    await other.remove("a");
    assert.equal((await one.take("a", 1, minuteMs, at(1_001))).allowed, true);
    assert.equal((await one.take("b", 1, minuteMs, at(1_001))).allowed, false);
    const refusals = (await one.counts(minuteMs, 1_001)).map(({ refused }) => refused);
    assert.deepEqual(refusals, [0, 1]);
  });
});
