import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";

export default defineRule({
  code: "bad-parameter-name",
  summary: "Every parameter has a key that an expression can name as `_key`.",
  *check({ pipeline }): Iterable<Finding> {
    for (const [index, { key }] of pipeline.parameters.entries()) {
      if (/^[\p{L}\p{N}_$]+$/u.test(key)) continue;
      const better = key.replaceAll(/[^\p{L}\p{N}_$]+/gu, "_");
      yield {
        code: "bad-parameter-name",
        severity: "warning",
        place: { setting: `param_table[${index}].key` },
        error: `No expression can name the parameter \`${key}\`.`,
        reason: `Expected letters, digits and "_", so that \`_${better}\` names it; found \`${key}\`.`,
        resolution: `Call it \`${better}\`; it can also be read as \`pipe.args['${key}']\`.`,
        fix: { summary: `Call it \`${better}\``, replacement: better },
      };
    }
  },
});
