import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlpSpec } from "../slp-spec.ts";
import {
  generator,
  formatter,
  lint,
  onlyFinding,
  assertFinding,
  filter,
} from "../../../test/support/lint-sample.ts";

test("an error view that is linked gets errors only when they are routed to it", () => {
  assertFinding(onlyFinding(spec("fail")), {
    code: "unused-error-view",
    severity: "warning",
    place: { snapId: "filter", snapLabel: "Keep", view: "error0", link: "link102" },
    says: /Expected `error_behavior` "continue".*found "fail"/s,
    fix: "continue",
  });
  assert.deepEqual(lint(spec("continue")), []);
});

function spec(error: "fail" | "continue"): SlpSpec {
  return {
    snaps: [generator, { ...filter, error }, formatter, { ...formatter, id: "bad", label: "Bad" }],
    links: [
      ["gen", "filter", "format"],
      ["filter.error0", "bad"],
    ],
  };
}
