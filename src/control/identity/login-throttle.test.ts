import assert from "node:assert/strict";
import { test } from "node:test";
import { LoginThrottle } from "./login-throttle.ts";

test("P6 A name waits from the address that failed, until the window is over", () => {
  let now = 1_000;
  const limits = { loginFailuresMax: 2, loginWindowMs: 100 };
  const throttle = new LoginThrottle(limits, { now: () => now });
  const here = { name: "ada", address: "10.0.0.1" };
  throttle.failed(here);
  assert.equal(throttle.waitMs(here), 0);
  now += 40;
  throttle.failed(here);
  assert.equal(throttle.waitMs(here), 60);
  assert.equal(throttle.waitMs({ ...here, address: "10.0.0.2" }), 0);
  assert.equal(throttle.waitMs({ ...here, name: "eve" }), 0);
  now += 60;
  assert.equal(throttle.waitMs(here), 0);
});

test("P6 A right password wipes the failures", () => {
  const throttle = new LoginThrottle({ loginFailuresMax: 1, loginWindowMs: 100 }, { now: () => 0 });
  const here = { name: "ada", address: "" };
  throttle.failed(here);
  throttle.succeeded(here);
  assert.equal(throttle.waitMs(here), 0);
});
