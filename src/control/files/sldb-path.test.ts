import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Refusal } from "../../base/errors.ts";
import { resolveSldbPath } from "./sldb-path.ts";

const base = { org: "myOrg", projectPath: "Team/one" };

function placeOf(path: string, projectPath = base.projectPath): string {
  return resolveSldbPath(path, { ...base, projectPath }).join("/");
}

test("Paths of a pipeline mean what the platform means by them", () => {
  assert.equal(placeOf("x.csv"), "Team/one/x.csv");
  assert.equal(placeOf("./x.csv"), "Team/one/x.csv");
  assert.equal(placeOf("sldb:///x.csv"), "Team/one/x.csv");
  assert.equal(placeOf("../shared/x.csv"), "Team/shared/x.csv");
  assert.equal(placeOf("../shared/x.csv", "one"), "shared/x.csv");
  assert.equal(placeOf("../../shared/x.csv"), "shared/x.csv");
  assert.equal(placeOf("sldb:///../shared/x.csv"), "Team/shared/x.csv");
  assert.equal(placeOf("sldb:///shared/x.csv"), "shared/x.csv");
  assert.equal(placeOf("sldb:///myOrg/shared/x.csv"), "shared/x.csv");
  assert.equal(placeOf("/myOrg/Other/two/x.csv"), "Other/two/x.csv");
  assert.equal(placeOf(""), "Team/one");
});

test("T22 A path to another org is refused, whether or not there is one", () => {
  for (const path of ["/otherOrg/shared/x", "/", "/../otherOrg/shared/x", "/myorg/shared/x"]) {
    assert.throws(() => placeOf(path), { code: "path-not-allowed" }, path);
  }
  for (const path of ["../../../x", "../../../myOrg/shared/x", "sldb:///../../../../etc/passwd"]) {
    assert.throws(() => placeOf(path), { code: "path-not-allowed" }, path);
  }
});

test("T22 No path resolves outside the org or to something that is no name", () => {
  const piece = fc.oneof(
    fc.constantFrom("..", ".", "", "/", "//", "myOrg", "otherOrg", "sldb:", "%2e%2e", "\\", "\0"),
    fc.string({ maxLength: 6 }),
  );
  const path = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join("/"));
  fc.assert(
    fc.property(fc.oneof(path, fc.string()), (text) => {
      try {
        const place = resolveSldbPath(text, base);
        assert.ok(place.length <= 3);
        for (const name of place) {
          assert.ok(name !== "" && name !== "." && name !== "..");
          assert.doesNotMatch(name, /[/\\\0]/);
        }
      } catch (failure) {
        assert.ok(failure instanceof Refusal, String(failure));
      }
    }),
    { numRuns: 2_000 },
  );
});
