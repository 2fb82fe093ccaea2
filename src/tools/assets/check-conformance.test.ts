import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { eventPackage } from "../../../test/support/assets/event-package.ts";
import { publishTexts } from "../../../test/support/assets/published-package.ts";
import { filesOf, type PackageTexts } from "../../../test/support/assets/sample-package.ts";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusal } from "../../../test/support/refusal.ts";
import { systemClock } from "../../base/clock.ts";
import { isObject } from "../../base/json.ts";
import { defaultLimits } from "../../base/limits.ts";
import { silentLogger } from "../../base/logger.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import { bpmnForTests } from "../../knowledge/process/testing/bpmn-for-tests.ts";
import { assetTools } from "./catalog.gen.ts";
import { createAssetToolbox } from "./create-asset-toolbox.ts";

const { signal } = new AbortController();
const models: PackageTexts = {
  "conformance/usual.bpmn": bpmnForTests(["start > A > B > end"]),
  "conformance/sales/other.bpmn": bpmnForTests(["start > A > C > end"]),
};

describe("check_conformance with process models of the package", () => {
  let fresh: Awaited<ReturnType<typeof freshControl>>;
  before(async () => {
    fresh = await freshControl({ limits: { bpmnBytesMax: 10_000 } });
  });
  after(() => fresh[Symbol.asyncDispose]());

  const toolbox = createAssetToolbox(assetTools, {
    limits: defaultLimits,
    clock: systemClock,
    logger: silentLogger,
  });
  let count = 0;
  const newPlace = () => ({ where: { org: "myOrg", key: `log-${count++}` }, id: randomUUID() });

  async function published(conformance: string, more: PackageTexts): Promise<OpenAsset> {
    const { admin, control } = fresh;
    const { where, id } = newPlace();
    const texts = { ...eventPackage(id, conformance), ...more };
    await publishTexts(control.packages, admin, where, texts);
    const principal = await control.packages.principalOf(admin);
    return await control.assets.open(principal, id, "published");
  }
  async function call(asset: OpenAsset, given: unknown) {
    const context = { signal, requestId: "request" };
    const { result } = await toolbox.call(asset, "check_conformance", given, context);
    const { conforming_cases: conforming, note } = result.structuredContent ?? {};
    return { conforming, note: String(note), text: result.content[0]?.text ?? "" };
  }
  function argument(asset: OpenAsset): unknown {
    const properties = toolbox.list(asset)[0]?.inputSchema["properties"];
    return isObject(properties) ? properties["model"] : undefined;
  }
  async function findings(conformance: string, more: PackageTexts) {
    const { admin, control } = fresh;
    const { where, id } = newPlace();
    const texts = { ...eventPackage(id, conformance), ...more };
    await control.packages.importDraft(admin, where, filesOf(texts), signal);
    const outcome = await control.packages.publish(admin, where, {});
    assert.equal(outcome.kind, "refused");
    return outcome.findings.map(({ code, file, reason, resolution }) => {
      assert.ok(reason !== "" && resolution !== "");
      return { code, file, resolution };
    });
  }

  it("A9 holds cases against the one that is named, and against the author's when none is", async () => {
    const asset = await published("{kind: check_conformance, model: usual}", models);
    const byDefault = await call(asset, {});
    assert.equal(byDefault.conforming, 2);
    assert.match(byDefault.note, /^2 of 3 checked cases conform to the process model usual\./);
    assert.equal((await call(asset, { model: "usual" })).conforming, 2);
    assert.equal((await call(asset, { model: "sales/other" })).conforming, 1);
    const variants = await call(asset, { variants: [["A", "C"]] });
    assert.equal(variants.conforming, 1);
    assert.match(variants.note, /conform to the allowed variants/);
    assert.deepEqual(argument(asset), {
      type: "string",
      enum: ["sales/other", "usual"],
      description: "Process model of the package. usual when there is no other reference.",
    });
    const wrong = await call(asset, { model: "usuall" });
    assert.match(wrong.text, /Did you mean "usual"\?/);
    const two = await call(asset, { model: "usual", top_variants: 1 });
    assert.match(two.text, /more than one reference/);
  });

  it("A9 asks for a reference where the author chose none, with a name that can be sent", async () => {
    const asset = await published("check_conformance", models);
    const { text } = await call(asset, {});
    assert.match(text, /nothing to check against.*"model": "sales\/other"/s);
    const without = await published("check_conformance", {});
    assert.equal(argument(without), undefined);
    assert.match((await call(without, { model: "usual" })).text, /not permitted: `model`/);
  });

  it("A9 tells some of many names, and the nearest on a miss", async () => {
    const bpmn = models["conformance/usual.bpmn"] ?? "";
    const paths = Array.from({ length: 25 }, (_, at) => `conformance/region-${at + 10}.bpmn`);
    const many = Object.fromEntries(paths.map((path) => [path, bpmn]));
    const asset = await published("check_conformance", many);
    assert.match(JSON.stringify(argument(asset)), /such as region-10, .*region-29\./);
    assert.doesNotMatch(JSON.stringify(argument(asset)), /enum|region-30/);
    assert.equal((await call(asset, { model: "region-34" })).conforming, 2);
    const { text } = await call(asset, { model: "regoin-34" });
    assert.match(text, /and 5 more\. Did you mean "region-34"/);
  });

  it("A11 is not published with a model that is not there, cannot be read or is there twice", async () => {
    const tool = "{kind: check_conformance, model: usal}";
    assert.deepEqual(await findings(tool, models), [
      {
        code: "unknown-process-model",
        file: "assets/events.yaml",
        resolution: 'Did you mean "usual"?',
      },
    ]);
    const broken = await findings("check_conformance", { "conformance/usual.bpmn": "<process>" });
    assert.deepEqual(
      broken.map(({ code, file }) => `${code} ${file}`),
      ["bad-bpmn conformance/usual.bpmn"],
    );
    const xml = models["conformance/usual.bpmn"] ?? "";
    const twice = await findings("check_conformance", { ...models, "conformance/usual.xml": xml });
    assert.deepEqual(
      twice.map(({ code, file }) => `${code} ${file}`),
      ["duplicate-key conformance/usual.xml"],
    );
    const { where, id } = newPlace();
    const large = { ...eventPackage(id, tool), "conformance/large.bpmn": " ".repeat(10_001) };
    await assert.rejects(
      fresh.control.packages.importDraft(fresh.admin, where, filesOf(large), signal),
      refusal("too-large", /conformance\/large\.bpmn/),
    );
  });
});
