import assert from "node:assert/strict";
import { test } from "node:test";
import { readPipeline, slpFixture } from "../../test/support/slp-sample.ts";
import { printSlp } from "./print-slp.ts";
import { withLabel } from "./with-label.ts";

const text = slpFixture("orders-report.slp").slice(1);

test("changes the label in the graph and in the file, and nothing else of the file", () => {
  const renamed = withLabel(readPipeline(text), 'Orders "2026"');
  assert.equal(renamed.label, 'Orders "2026"');
  assert.equal(
    printSlp(renamed),
    text.replace('"value": "Orders report"', String.raw`"value": "Orders \"2026\""`),
  );
  assert.deepEqual(readPipeline(printSlp(renamed)), renamed);
});

test("adds the label where the file has none", () => {
  const renamed = withLabel(readPipeline('{"snap_map":{}}'), "New");
  assert.deepEqual(JSON.parse(printSlp(renamed)), {
    snap_map: {},
    property_map: { info: { label: { value: "New" } } },
  });
});

test("replaces a label without its wrapper by one without it", () => {
  const bare = '{"snap_map":{},"property_map":{"info":{"label":"Old","author":"ada"}}}';
  const renamed = withLabel(readPipeline(bare), "New");
  assert.equal(printSlp(renamed).replaceAll(/\s/g, ""), bare.replace("Old", "New"));
});
