import { test } from "node:test";
import type { SlpSpec, SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  onlyFinding,
  assertFinding,
  filter,
} from "../../../test/support/lint-sample.ts";

test("a required setting that is not in the file is missing", () => {
  const finding = onlyFinding({
    snaps: [generator, { ...filter, settings: {} }],
    links: [["gen", "filter"]],
  });
  assertFinding(finding, {
    code: "missing-required-setting",
    place: { snapId: "filter", snapLabel: "Keep", setting: "filterExpression" },
    says: /Filter "Keep" lacks the setting `filterExpression`.*Expected an expression; it is not in the file\. Evaluated for every document/s,
  });
});

test("a required setting under a slightly wrong key is named", () => {
  const settings = { filterExpresion: { expression: "$a" } };
  const finding = onlyFinding({
    snaps: [generator, { ...filter, settings }],
    links: [["gen", "filter"]],
  });
  assertFinding(finding, {
    code: "missing-required-setting",
    says: /Is it what is called "filterExpresion"\?/,
  });
});

test("a required setting that is blank is missing, and null flagged as an expression is not set", () => {
  for (const value of ["  ", null, { expression: "" }]) {
    const settings = { filterExpression: value };
    const finding = onlyFinding({
      snaps: [generator, { ...filter, settings }],
      links: [["gen", "filter"]],
    });
    assertFinding(finding, { code: "missing-required-setting", says: /it is blank/ });
  }
});

test("a required table with nothing but the stock blank row is missing", () => {
  const sort: SnapSpec = {
    id: "sort",
    label: "Sort",
    classId: classes.sort,
    settings: { sortPaths: [{ sortPath: null }] },
  };
  const finding = onlyFinding({ snaps: [generator, sort], links: [["gen", "sort"]] });
  assertFinding(finding, {
    code: "missing-required-setting",
    place: { snapId: "sort", snapLabel: "Sort", setting: "sortPaths" },
    says: /at least one row with `sortPath`/,
  });
});

test("a required cell is looked for in every row but the blank ones", () => {
  const routes = [
    { expression: { expression: "$a" }, outputViewName: "output0" },
    { expression: { expression: "" }, outputViewName: null },
    { expression: { expression: "true" }, outputViewName: "" },
  ];
  const finding = onlyFinding(routerWith(routes));
  assertFinding(finding, {
    code: "missing-required-setting",
    place: { snapId: "route", snapLabel: "Route", setting: "routes[2].outputViewName" },
    says: /Router "Route" lacks/,
  });
});

function routerWith(
  routes: NonNullable<SnapSpec["settings"]>[string],
  labels: readonly [string, string] = ["output0", "output1"],
): SlpSpec {
  const router: SnapSpec = {
    id: "route",
    label: "Route",
    classId: classes.router,
    outputs: [
      { id: "output0", label: labels[0] },
      { id: "output1", label: labels[1] },
    ],
    settings: { routes },
  };
  return { snaps: [generator, router], links: [["gen", "route"]] };
}
