import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { refusalOf } from "../../test/support/refusal.ts";
import { CallGate } from "./call-gate.ts";

const limits = { callsPerCallerMax: 3, callsMax: 2, callsQueuedMax: 2, callQueueTimeoutMs: 60_000 };
const never = new AbortController().signal;

test("calls beyond those at work wait in order, and enter when one ends", async () => {
  const gate = new CallGate(limits);
  const first = await gate.enter("a", 1, never);
  await gate.enter("b", 1, never);
  const entered: string[] = [];
  const third = gate.enter("c", 1, never).then((place) => (entered.push("c"), place));
  const fourth = gate.enter("d", 1, never).then((place) => (entered.push("d"), place));
  await setImmediate();
  assert.deepEqual(entered, []);
  first[Symbol.dispose]();
  (await third)[Symbol.dispose]();
  await fourth;
  assert.deepEqual(entered, ["c", "d"]);
});

test("a full queue refuses at once with 503, a caller past its share with 429", async () => {
  const gate = new CallGate(limits);
  for (const owner of ["a", "b"]) await gate.enter(owner, 1, never);
  const leaving = new AbortController();
  const waiting = ["c", "d"].map((owner) => gate.enter(owner, 1, leaving.signal));
  const full = await refusalOf(gate.enter("e", 1, never), "overloaded");
  assert.match(full.reason, /callsQueuedMax/);
  assert.equal(full.status, 503);
  leaving.abort();
  for (const wait of waiting) await assert.rejects(wait);
  const roomy = new CallGate({ ...limits, callsMax: 10 });
  const places = [];
  for (let call = 0; call < 3; call++) places.push(await roomy.enter("a", 1, never));
  const mine = await refusalOf(roomy.enter("a", 1, never), "limit-reached");
  assert.match(mine.reason, /callsPerCallerMax/);
  await roomy.enter("b", 1, never);
  places[0]?.[Symbol.dispose]();
  await roomy.enter("a", 1, never);
});

test("a call that waits too long is refused, one whose client leaves is forgotten", async () => {
  const gate = new CallGate({ ...limits, callQueueTimeoutMs: 20 });
  const places = [await gate.enter("a", 1, never), await gate.enter("b", 1, never)];
  const late = await refusalOf(gate.enter("c", 1, never), "overloaded");
  assert.match(late.reason, /callQueueTimeoutMs/);
  const leaving = new AbortController();
  const left = gate.enter("c", 2, leaving.signal);
  leaving.abort();
  await assert.rejects(left, /went away/);
  for (const place of places) place[Symbol.dispose]();
  const again = await gate.enter("c", 2, never);
  again[Symbol.dispose]();
});

test("a batch larger than the limits enters alone", async () => {
  const gate = new CallGate(limits);
  const batch = await gate.enter("a", 100, never);
  const next = gate.enter("b", 1, never);
  batch[Symbol.dispose]();
  await next;
});
