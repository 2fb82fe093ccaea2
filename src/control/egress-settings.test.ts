import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { egressPolicyOf } from "./egress-settings.ts";

describe("the egress policy of a server", () => {
  it("opens loopback only where the server listens on nothing else", () => {
    for (const host of ["127.0.0.1", "localhost", "::1"])
      assert.equal(egressPolicyOf({}, host).loopback, "allow");
    for (const host of ["0.0.0.0", "::", "10.0.0.5", "slipway.example.com"])
      assert.equal(egressPolicyOf({}, host).loopback, "deny");
  });
  it("is what the operator says, and closed where the operator says nothing", () => {
    assert.equal(egressPolicyOf({ loopback: "allow" }, "0.0.0.0").loopback, "allow");
    assert.equal(egressPolicyOf({ loopback: "deny" }, "127.0.0.1").loopback, "deny");
    assert.equal(egressPolicyOf({}, "127.0.0.1").privateRanges, "deny");
    const privateRanges = ["10.0.0.0/8"];
    assert.deepEqual(egressPolicyOf({ privateRanges }, "127.0.0.1").privateRanges, privateRanges);
  });
});
