import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "./errors.ts";

test("A refusal repeats only so much of what was sent", () => {
  const long = "😀".repeat(1_000_000);
  const refusal = new Refusal("not-found", `x${long}`, long, "short");
  for (const text of [refusal.message, refusal.reason]) {
    assert.ok(text.length < 8_100 && text.isWellFormed());
    assert.match(text, /more characters\)$/);
  }
  assert.equal(refusal.resolution, "short");
});
