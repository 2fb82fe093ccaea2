import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import { snapName } from "../snap-words.ts";

export default defineRule({
  code: "missing-account",
  summary: "Every Snap that cannot work without an account names one.",
  *check({ known }): Iterable<Finding> {
    for (const { snap, shape } of known) {
      if (shape.accountRequired !== true || snap.account !== undefined) continue;
      const types = (shape.accounts ?? []).map((type) => `\`${type}\``).join(", ");
      yield {
        code: "missing-account",
        severity: severityFor(snap),
        place: placeOf(snap, { setting: "account.account_ref" }),
        error: `${snapName(snap, shape)} names no account.`,
        reason: `Expected an account of one of the types ${types}; its \`account_ref\` is not set.`,
        resolution:
          "Set `property_map.account.account_ref` to the label of an account, such as `../shared/MyAcct`.",
      };
    }
  },
});
