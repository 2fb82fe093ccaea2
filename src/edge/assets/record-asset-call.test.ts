import assert from "node:assert/strict";
import { it } from "node:test";
import { columns } from "../../../test/support/assets/orders-package.ts";
import { ask, assetPath, rpc, serveAssets } from "../../../test/support/assets/serve-assets.ts";

it("every call of an asset's tool is in the audit of its org: who, what, how it ended", async () => {
  await using served = await serveAssets();
  const call = (given: object): object =>
    rpc("tools/call", { name: "load_data", arguments: given });
  await ask(served, call({ columns }));
  await ask(served, call({ columns: ["ORDERS.SECRET_VALUE"] }), {
    headers: { authorization: `AppKey ${served.readerKey}` },
  });
  await ask(served, { columns }, { path: `${assetPath}/tool-api/load-date` });
  const admin = await served.control.identity.operator();
  const records = await served.control.audit.list(admin, { org: "myOrg" });
  const calls = records.filter(({ action }) => action.endsWith("of asset orders"));
  assert.deepEqual(
    calls.map(({ user, action, outcome }) => [user, action, outcome]),
    [
      ["reporting", "unknown tool of asset orders", "not-found"],
      ["reader", "load_data of asset orders", "invalid-argument"],
      ["reporting", "load_data of asset orders", "ok"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(records), /SECRET_VALUE/);
});
