import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { believe } from "../../../base/believe.ts";
import { Refusal } from "../../../base/errors.ts";
import type { FileAccess, FileEntry } from "../../../engine/file-access.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { contentOf } from "../binary/content.ts";
import { openFile } from "./open-file.ts";

const missing = new Refusal(
  "not-found",
  'There is no file "x"',
  "Nothing is there.",
  "Correct it.",
);

/** A store whose `open` does, one after the other, what the list says. */
function storeOf(steps: readonly (Error | "opens")[], names: readonly string[] = []) {
  const listed: string[] = [];
  let opened = 0;
  const files: Pick<FileAccess, "open" | "list"> = {
    open: async () => {
      const step = steps[opened++] ?? "opens";
      if (step instanceof Error) throw step;
      return { header: {}, content: contentOf() };
    },
    list: async (directory) => {
      listed.push(directory);
      return names.map((name) => believe<FileEntry>({ name, type: "file" }));
    },
  };
  return { files: believe<FileAccess>(files), listed, count: () => opened };
}

function open(path: string, files: FileAccess, retries = 0, signal = new AbortController().signal) {
  return openFile(path, { files, signal, retries, retryIntervalMs: 1 });
}

describe("opening a file", () => {
  it("tries again as often as told when opening breaks", async () => {
    const store = storeOf([new Error("reset"), new Error("reset")]);
    await open("a.csv", store.files, 2);
    assert.equal(store.count(), 3);
  });

  it("gives up after the last attempt with the error of that attempt", async () => {
    const store = storeOf([new Error("first"), new Error("second")]);
    await assert.rejects(open("a.csv", store.files, 1), { message: "second" });
  });

  it("does not try again what is refused", async () => {
    const refusal = new Refusal(
      "path-not-allowed",
      "Cannot use it",
      "It leads out.",
      "Stay inside.",
    );
    const store = storeOf([refusal]);
    await assert.rejects(open("../../x", store.files, 5), refusal);
    assert.equal(store.count(), 1);
  });

  for (const [path, directory] of [
    ["order.csv", "."],
    ["../shared/order.csv", "../shared/"],
    ["sldb:///order.csv", "sldb:///"],
  ] as const) {
    it(`names files near "${path}" that are in the same directory`, async () => {
      const store = storeOf([missing], ["orders.csv", "b.json"]);
      await assert.rejects(open(path, store.files, 3), (failure: unknown) => {
        assert.ok(failure instanceof SnapFailure);
        assert.equal(failure.message, 'There is no file "x"');
        assert.equal(failure.resolution, 'Did you mean "orders.csv"?');
        return true;
      });
      assert.deepEqual(store.listed, [directory]);
    });
  }

  it("keeps the store's advice when nothing is near", async () => {
    await assert.rejects(open("zzz.csv", storeOf([missing], ["b.json"]).files), {
      resolution: "Correct it.",
    });
  });

  it("stops waiting for the next attempt when the run is stopped", async () => {
    const stop = new AbortController();
    const store = storeOf([new Error("reset")]);
    const opening = open("a.csv", store.files, 5, stop.signal);
    stop.abort(new Error("stopped"));
    await assert.rejects(opening, { message: "stopped" });
  });
});
