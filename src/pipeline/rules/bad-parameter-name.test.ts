import { test } from "node:test";
import { generator, onlyFinding, assertFinding } from "../../../test/support/lint-sample.ts";

test("a parameter that no expression can name is a warning with a better key", () => {
  assertFinding(onlyFinding({ snaps: [generator], parameters: { "min price": "1" } }), {
    code: "bad-parameter-name",
    severity: "warning",
    place: { setting: "param_table[0].key" },
    says: /`_min_price` names it; found `min price`/,
    fix: "min_price",
  });
});
