import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../base/errors.ts";
import { defaultLimits } from "../../base/limits.ts";
import { refuseMisspeltParameters } from "./misspelt-parameters.ts";

const slp = JSON.stringify({
  snap_map: {},
  link_map: {},
  property_map: {
    settings: {
      param_table: {
        value: ["minimum", "maximum"].map((key) => ({
          key: { value: key },
          value: { value: "1" },
        })),
      },
    },
  },
});

test("T7 A misspelt parameter is refused with the one that is meant", () => {
  assert.throws(
    () => refuseMisspeltParameters(slp, { minimun: "5" }, defaultLimits),
    (thrown) => {
      assert.ok(thrown instanceof Refusal);
      assert.equal(thrown.code, "invalid-argument");
      assert.match(thrown.message, /no parameter "minimun"/);
      assert.match(thrown.reason, /"minimum", "maximum"/);
      assert.equal(thrown.resolution, 'Did you mean "minimum"?');
      return true;
    },
  );
});

test("T7 A parameter that the pipeline does not have, and that looks like none, is ignored", () => {
  refuseMisspeltParameters(slp, { minimum: "5", maximum: "9", minimun: "5" }, defaultLimits);
  refuseMisspeltParameters(slp, { requestId: "5" }, defaultLimits);
  refuseMisspeltParameters(slp, undefined, defaultLimits);
});
