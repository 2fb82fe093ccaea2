import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { believe } from "../src/base/believe.ts";
import { openCallWindows } from "../src/store/sqlite/sqlite-call-windows.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

const child = join(import.meta.dirname, "support/take-calls-child.ts");
const limit = 200;
const windowMs = 300;
const durationMs = 2_000;

interface Taken {
  readonly allowedMs: readonly number[];
  readonly refused: number;
}

/** A process of its own that takes calls when it is told to. */
async function taker(path: string): Promise<() => Promise<Taken>> {
  const args = [child, path, String(limit), String(windowMs), String(durationMs)];
  const running = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, "ready");
  return async () => {
    running.stdin.end("begin\n");
    return believe<Taken>(JSON.parse((await lines.next()).value ?? "null"));
  };
}

/** The most calls within any window. */
function most(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  let first = 0;
  let found = 0;
  for (const [last, atMs] of sorted.entries()) {
    while ((sorted[first] ?? atMs) <= atMs - windowMs) first++;
    found = Math.max(found, last - first + 1);
  }
  return found;
}

test("A6 Two processes that call at once are never allowed more than the limit in any window", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "calls.sqlite");
  await openCallWindows(path)[Symbol.asyncDispose]();
  const takers = [await taker(path), await taker(path)];
  const taken = await Promise.all(takers.map((take) => take()));
  const allowed = taken.flatMap(({ allowedMs }) => allowedMs);
  const found = most(allowed);
  assert.ok(found <= limit * 1.01, `${found} calls in one window`);
  for (const { allowedMs, refused } of taken) assert.ok(allowedMs.length > 0 && refused > 0);
  await using windows = openCallWindows(path);
  const [counts] = await windows.counts(windowMs, Date.now());
  assert.equal(counts?.allowed, allowed.length);
  assert.equal(
    counts?.refused,
    taken.reduce((sum, { refused }) => sum + refused, 0),
  );
});
