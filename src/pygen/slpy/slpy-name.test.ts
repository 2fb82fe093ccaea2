import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { snaps } from "../../snaps/catalog.gen.ts";
import type { SettingShape } from "../../pipeline/snap-shape.ts";
import { settingKeys, slpyGroupName, slpyItemName, slpyModule, slpyName } from "./slpy-name.ts";

describe("slpyName", () => {
  for (const [key, name] of [
    ["filePath", "file_path"],
    ["filename", "filename"],
    ["KeyThresholdLimit", "key_threshold_limit"],
    ["HTTPMethod", "http_method"],
    ["writeBOM", "write_bom"],
    ["flushIntervalKb", "flush_interval_kb"],
    ["editable_content", "editable_content"],
    ["Execute_during_preview", "execute_during_preview"],
    ["header name", "header_name"],
    ["from", "from_"],
    ["label", "label_"],
    ["2ndKey", "setting_2nd_key"],
    ["", "setting_"],
  ] as const) {
    it(`makes ${name} of ${key === "" ? "nothing" : key}`, () => assert.equal(slpyName(key), name));
  }

  it("gives each setting of a Snap a name of its own", () => {
    for (const { name, settings } of snaps) checkNames(name, settings);
  });
});

describe("the classes of settings and the modules of classes", () => {
  it("are in PascalCase", () => {
    assert.equal(slpyGroupName("transformations"), "Transformations");
    assert.equal(slpyItemName("mappingTable"), "MappingTableItem");
  });

  it("follow the pack in the class id", () => {
    assert.equal(slpyModule("com-snaplogic-snaps-flow-filter"), "slpy.modules.flow");
    assert.equal(slpyModule("com-example-thing"), "slpy.modules.other");
  });
});

function checkNames(where: string, settings: Readonly<Record<string, SettingShape>>): void {
  assert.equal(settingKeys(settings).size, Object.keys(settings).length, where);
  for (const [key, shape] of Object.entries(settings)) {
    if (shape.kind === "table") checkNames(`${where}.${key}`, shape.columns);
    if (shape.kind === "group") checkNames(`${where}.${key}`, shape.fields);
  }
}
