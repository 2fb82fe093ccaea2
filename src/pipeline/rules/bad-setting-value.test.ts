import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlpSpec, SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  reader,
  lint,
  onlyFinding,
  assertFinding,
  filter,
  formatter,
  parser,
} from "../../../test/support/lint-sample.ts";

test("a choice that is none of the options is an error with the nearest one", () => {
  const finding = onlyFinding({
    snaps: [generator, { ...formatter, settings: { quoteMode: "MINIMUM" } }],
    links: [["gen", "format"]],
  });
  assertFinding(finding, {
    code: "bad-setting-value",
    place: { snapId: "format", snapLabel: "Format", setting: "quoteMode" },
    says: /Expected "ALL", "MINIMAL", "NON_NUMERIC" or "NONE"; found "MINIMUM".*Set `quoteMode` to "MINIMAL"/s,
    fix: "MINIMAL",
  });
});

test("case and space do not matter in a choice, nor quotes around numbers and flags", () => {
  const good: SlpSpec = {
    snaps: [
      reader,
      { ...parser, settings: { skipLines: "2", containsHeader: "TRUE" } },
      { ...formatter, settings: { quoteMode: " minimal " } },
    ],
    links: [["read", "parse", "format"]],
  };
  assert.deepEqual(lint(good), []);
});

const badValues: readonly (readonly [
  settings: SnapSpec["settings"],
  expected: RegExp,
  fix: string | undefined,
])[] = [
  [{ skipLines: -1 }, /Expected a whole number from 0 to 1000000; found -1/, "0"],
  [{ skipLines: 2.5 }, /found 2\.5/, "3"],
  [{ skipLines: "many" }, /found "many"/, undefined],
  [{ skipLines: [{ a: 1 }] }, /Expected a single value; found rows of a table/, undefined],
  [{ containsHeader: "yes" }, /Expected true or false; found "yes"/, "true"],
  [{ containsHeader: 0 }, /found 0/, "false"],
  [{ delimiter: { a: 1 } }, /Expected a single value; found a group of settings/, undefined],
  [{ execution_mode: "Disable" }, /"Execute only" or "Disabled"; found "Disable"/, "Disabled"],
];

for (const [settings, says, fix] of badValues) {
  test(`${JSON.stringify(settings)} is a value that the setting cannot have`, () => {
    const bad = { ...parser, ...(settings === undefined ? {} : { settings }) };
    const finding = onlyFinding({ snaps: [reader, bad], links: [["read", "parse"]] });
    assertFinding(finding, { code: "bad-setting-value", says, fix });
  });
}

test("a table that holds a plain value is not a table", () => {
  const settings = { transformations: { mappingTable: "$a" } };
  const finding = onlyFinding({
    snaps: [{ id: "map", label: "Map", classId: classes.mapper, settings }],
  });
  assertFinding(finding, {
    code: "bad-setting-value",
    place: { snapId: "map", snapLabel: "Map", setting: "transformations.mappingTable" },
    says: /Expected rows of a table; found "\$a"/,
  });
});

test("settings that the Snap does not know are no findings", () => {
  const settings = { ...filter.settings, fileAction: "OVERWRITE", httpMethod: "GET" };
  assert.deepEqual(
    lint({ snaps: [generator, { ...filter, settings }], links: [["gen", "filter"]] }),
    [],
  );
});
