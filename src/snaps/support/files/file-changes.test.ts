import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileEntry } from "../../../engine/file-access.ts";
import { fileChanges } from "./file-changes.ts";

function entry(name: string, updatedMs: number): FileEntry {
  return { name, path: name, type: "file", size: 1, createdMs: 0, updatedMs, owner: "" };
}

test("a file is found once, and again when it changed or came back", () => {
  const changes = fileChanges();
  const found = (...entries: FileEntry[]): string[] => changes(entries).map(({ name }) => name);
  assert.deepEqual(found(entry("a", 1), entry("b", 1)), ["a", "b"]);
  assert.deepEqual(found(entry("a", 1), entry("b", 2)), ["b"]);
  assert.deepEqual(found(entry("b", 2)), []);
  assert.deepEqual(found(entry("a", 1), entry("b", 2)), ["a"]);
});
