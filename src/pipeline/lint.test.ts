import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import type { Place } from "../base/finding.ts";
import { rules } from "./rules/catalog.gen.ts";
import type { SlpSpec } from "./slp-spec.ts";
import {
  classes,
  filter,
  reader,
  writer,
  parser,
  formatter,
  lint,
  lintText,
  generator,
} from "../../test/support/lint-sample.ts";

test("a sound pipeline has no findings", () => {
  const spec: SlpSpec = {
    snaps: [reader, parser, filter, formatter, writer],
    links: [["read", "parse", "filter", "format", "write"]],
    parameters: { minimum: "10" },
  };
  assert.deepEqual(lint(spec), []);
});

test("the realistic fixture has no findings but its open output", () => {
  const text = readFileSync(
    new URL("../../test/fixtures/slp/orders-report.slp", import.meta.url),
    "utf8",
  );
  assert.deepEqual(lintText(text), []);
});

test("findings come in the order of the Snaps, what concerns none first, then by code", () => {
  const spec: SlpSpec = {
    snaps: [
      { ...generator, outputs: ["output0", "output1"], settings: { execution_mode: "Never" } },
      { ...filter, settings: {} },
    ],
    links: [["gen", "filter"]],
    parameters: { "a b": "1" },
  };
  assert.deepEqual(
    lint(spec).map((finding) => `${finding.place.snapId ?? "-"} ${finding.code}`),
    [
      "- bad-parameter-name",
      "gen bad-setting-value",
      "gen view-not-allowed",
      "filter missing-required-setting",
    ],
  );
});

test("every rule has a code and a summary of its own", () => {
  const codes = rules.map((rule) => rule.code);
  assert.equal(new Set(codes).size, rules.length);
  for (const rule of rules) assert.match(rule.summary, /^[A-Z].*\.$/);
});

test("lint never throws, every finding has words, and every span lies inside its source", () => {
  const value = fc.oneof(
    fc.constantFrom(
      "$a >",
      "$items[?(value.x >",
      "_x + 1",
      "Mth.max(1)",
      "output0",
      "input1",
      "",
      "true",
    ),
    fc.string(),
    fc.integer(),
    fc.constant(null),
  );
  const setting = fc.oneof(
    value,
    fc.record({ expression: fc.oneof(fc.string(), fc.constantFrom("$a +", "'x", "foo()")) }),
  );
  const snap = fc.record({
    id: fc.constantFrom("a", "b", "c", "d"),
    classId: fc.oneof(fc.constantFrom(...Object.values(classes)), fc.string({ minLength: 1 })),
    label: fc.string(),
    settings: fc.record(
      {
        filterExpression: setting,
        filePath: setting,
        quoteMode: setting,
        skipLines: setting,
        sortPaths: fc.array(fc.record({ sortPath: setting })),
        routes: fc.oneof(
          value,
          fc.array(fc.record({ expression: setting, outputViewName: setting })),
        ),
        transformations: fc.record({
          mappingTable: fc.array(fc.record({ expression: setting, targetPath: setting })),
        }),
      },
      { requiredKeys: [] },
    ),
    inputs: fc.uniqueArray(fc.constantFrom("input0", "input1", "input2:binary")),
    outputs: fc.uniqueArray(fc.constantFrom("output0", "output1:binary")),
  });
  const end = fc.constantFrom("a", "b", "c", "d", "e", "a.output1", "b.error0", "c.input1");
  const spec = fc.record({
    snaps: fc.array(snap, { maxLength: 5 }),
    links: fc.array(fc.tuple(end, end), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(spec, (drawn) => {
      for (const finding of lint(drawn)) {
        assert.ok(
          finding.error.length > 0 && finding.reason.length > 0 && finding.resolution.length > 0,
        );
        const { span } = finding.place;
        if (span === undefined) continue;
        const source = settingAt(drawn, finding.place);
        assert.ok(
          0 <= span.start && span.start <= span.end && span.end <= source.length,
          JSON.stringify({ finding, source }),
        );
      }
    }),
    { numRuns: 300 },
  );
});

/** The text of the setting that a place names. */
function settingAt(spec: SlpSpec, place: Place): string {
  let at: unknown = spec.snaps.findLast((snap) => snap.id === place.snapId)?.settings;
  for (const key of (place.setting ?? "").split(/[.[\]]+/).filter(Boolean)) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  }
  const expression: unknown =
    typeof at === "object" && at !== null ? Reflect.get(at, "expression") : at;
  return String(expression);
}
