import { describe, it } from "node:test";
import {
  filesOf,
  sampleAssetId,
  samplePackage,
} from "../../../test/support/assets/sample-package.ts";
import { freshControl } from "../../../test/support/open-control.ts";

const { signal } = new AbortController();
const where = { org: "myOrg", key: "shop" };

describe("packages", () => {
  it("A11 are imported, checked, loaded and published, and answer from then on", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const { packages, assets } = control;
    await packages.importDraft(admin, where, filesOf(samplePackage), signal);
    const validation = await packages.validate(admin, where);
    console.log(JSON.stringify(validation, null, 1));
    const first = await packages.publish(admin, where, {});
    console.log(first);
    console.log(await packages.loaded(admin, where, signal));
    const second = await packages.publish(admin, where, { summary: "First" });
    console.log(second);
    const principal = await packages.principalOf(admin);
    const asset = await assets.open(principal, sampleAssetId, "published");
    const answer = await asset.knowledge.load(
      {
        columns: ["ORDERS.CUSTOMER", "ORDER_COUNT"],
        page: 0,
        pageSize: 50,
        ascending: true,
        orderBy: "ORDERS.CUSTOMER",
        filters: {},
      },
      asset.asker,
      signal,
    );
    console.log(answer);
  });
});
