import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { SameDelay } from "./same-delay.ts";

it("tells of what is due in the order in which it came, and not of what was removed", async () => {
  const told: string[] = [];
  const delay = new SameDelay<{ readonly name: string }>(20, ({ name }) => told.push(name));
  const [first, second, third] = ["first", "second", "third"].map((name) => ({ name }));
  assert.ok(first && second && third);
  delay.add(first);
  delay.add(second);
  await wait(10);
  delay.add(third);
  delay.remove(second);
  assert.deepEqual(told, []);
  while (told.length < 2) await wait(5);
  assert.deepEqual(told, ["first", "third"]);
  delay.add(second);
  while (told.length < 3) await wait(5);
  assert.deepEqual(told, ["first", "third", "second"]);
});
