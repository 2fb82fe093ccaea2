import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import type { Document } from "../../expr/value.ts";
import directoryBrowser from "./directory-browser.ts";

describe("Directory Browser", () => {
  it("describes what matches, in alphabetical order, with all nine keys", async () => {
    const outcome = await runSnap(directoryBrowser, {
      settings: { Filter: "*.csv" },
      files: { "b.csv": "id\n", "a.csv": "", "c.json": "[]" },
    });
    const documents = believe<Document[]>(outcome.outputs["output0"]);
    assert.deepEqual(
      documents.map((document) => [document["Name"], document["Type"], document["Size"]]),
      [
        ["a.csv", "file", 0],
        ["b.csv", "file", 3],
      ],
    );
    assert.deepEqual(Object.keys(documents[0] ?? {}), [
      "Name",
      "Path",
      "Type",
      "Owner",
      "Create Date",
      "Size",
      "Permissions",
      "Update Date",
      "Group",
    ]);
  });

  it("lists the directory of each document and rejects one that is not there", async () => {
    const outcome = await runSnap(directoryBrowser, {
      settings: { Directory: { expression: "$dir" } },
      files: { "in/a.csv": "", "in/sub/b.csv": "" },
      inputs: ["input0"],
      given: [{ dir: "in" }, { dir: "nowhere" }],
      errors: [],
    });
    const documents = believe<Document[]>(outcome.outputs["output0"]);
    assert.deepEqual(
      documents.map((document) => [document["Name"], document["Type"]]),
      [
        ["a.csv", "file"],
        ["sub", "directory"],
      ],
    );
    assert.deepEqual(
      outcome.errors.map((error) => error["original"]),
      [{ dir: "nowhere" }],
    );
  });
});
