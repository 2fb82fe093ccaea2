import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../base/errors.ts";
import { checkName } from "./check-name.ts";

function resolutionFor(name: string): string {
  try {
    checkName("file", "sldb_file_name", name);
  } catch (thrown) {
    assert.ok(thrown instanceof Refusal);
    return thrown.resolution;
  }
  return assert.fail(`${name} was taken`);
}

test("A path where a name is wanted is answered with the name in it", () => {
  for (const path of ["/myOrg/myProject/a.csv", "sldb:///a.csv", "inbox\\a.csv"]) {
    assert.match(resolutionFor(path), /^Pass "sldb_file_name": "a\.csv"/);
  }
});

test("Where no name can be told from it, another is asked for", () => {
  for (const name of ["", "..", "inbox/", " a"]) {
    assert.match(resolutionFor(name), /^Pass another `sldb_file_name`/);
  }
});
