import assert from "node:assert/strict";
import { test } from "node:test";
import { readAdvice } from "./advice.ts";

const none = { error: "", reason: "", resolution: "" };

test("The name that the error quotes is replaced by the one that is proposed", () => {
  const unknown = {
    error: 'The project "sale" does not exist in "Acme".',
    reason: 'Expected the path of a project: "archive", "sales".',
    resolution: 'Did you mean "sales" or "scales"? Pass one of these as `project_path`.',
  };
  assert.deepEqual(readAdvice(unknown).replace, [{ wrong: "sale", right: "sales" }]);
});

test("Of the names in an error the one that is most like the proposed is wrong", () => {
  const setting = {
    ...none,
    error: "`BinaryFileReader` has no argument `filePath`.",
    resolution: "Did you mean `file_path`?",
  };
  assert.deepEqual(readAdvice(setting).replace, [{ wrong: "filePath", right: "file_path" }]);
  const tool = { ...none, error: 'Unknown tool "uplod". Did you mean "upload_sldb"?' };
  assert.deepEqual(readAdvice(tool).replace, [{ wrong: "uplod", right: "upload_sldb" }]);
});

test("A label may stand before the name that is proposed", () => {
  const snap = {
    ...none,
    error: "Unknown Snap `csvparsr`.",
    resolution: "Did you mean CSV Parser (`csvparser`)?",
  };
  assert.deepEqual(readAdvice(snap).replace, [{ wrong: "csvparsr", right: "csvparser" }]);
  const method = {
    ...none,
    error: "There is no method toUperCase() for a value of type string.",
    resolution: "Perhaps you meant: toUpperCase, toLowerCase",
  };
  assert.deepEqual(readAdvice(method).replace, [{ wrong: "toUperCase", right: "toUpperCase" }]);
});

test("Pairs are pasted, those of the first of two ways alone", () => {
  const exists = {
    ...none,
    error: "It already exists.",
    resolution:
      'Pass "duplicate_check": false to overwrite it, or "pipeline_name": "a 2" beside it.',
  };
  assert.deepEqual([...readAdvice(exists).set], [["duplicate_check", false]]);
  const encoding = {
    ...none,
    resolution: 'Send `slp_encoding`: "base64" with it, or the JSON text itself.',
  };
  assert.deepEqual([...readAdvice(encoding).set], [["slp_encoding", "base64"]]);
});

test("An example is not an order", () => {
  const words = {
    error: "sldb_file_name is required",
    reason: "",
    resolution: 'Example: {"sldb_file_name":"orders.csv"}',
  };
  const { set, need } = readAdvice(words);
  assert.deepEqual([...set], []);
  assert.deepEqual(need, ["sldb_file_name"]);
});

test("A text that proposes nothing is no advice", () => {
  const words = {
    error: "This did not work.",
    reason: "Something is wrong.",
    resolution: "Try again.",
  };
  assert.deepEqual(readAdvice(words), { replace: [], set: new Map(), need: [], omit: [] });
});
