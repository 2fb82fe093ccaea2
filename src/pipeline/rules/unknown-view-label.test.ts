import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlpSpec, SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  gen2,
  lint,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("a route to a view's id is told the label, since views are named by label", () => {
  assertFinding(onlyFinding(route("output1")), {
    code: "unknown-view-label",
    place: { snapId: "route", snapLabel: "Route", setting: "routes[0].outputViewName" },
    says: /"cheap" and "dear"; found "output1", which is the id of a view with another label.*Set it to "dear"/s,
    fix: "dear",
  });
  assertFinding(onlyFinding(route("chaep")), {
    code: "unknown-view-label",
    says: /found "chaep"/,
    fix: "cheap",
  });
  assert.deepEqual(lint(route("cheap")), []);
});

test("a Join that names an input view that it does not have is an error", () => {
  const spec: SlpSpec = {
    snaps: [generator, gen2, joinWith("input7")],
    links: [
      ["gen", "join"],
      ["gen2", "join.input1"],
    ],
  };
  assertFinding(onlyFinding(spec), {
    code: "unknown-view-label",
    place: { snapId: "join", snapLabel: "Pair", setting: "joinPaths[0].rightInputView" },
    says: /one of its input views, "input0" and "input1"; found "input7"/,
  });
});

function joinWith(rightInputView: string): SnapSpec {
  const row = { leftPath: "$id", rightPath: "$id", rightInputView };
  return {
    id: "join",
    label: "Pair",
    classId: classes.join,
    inputs: ["input0", "input1"],
    settings: { joinPaths: [row] },
  };
}

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

function route(outputViewName: string): SlpSpec {
  return routerWith([{ expression: { expression: "true" }, outputViewName }], ["cheap", "dear"]);
}
