import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv-provider.js";
import { assetCalls } from "../../../test/support/asset-calls.ts";
import { ordersAsset, type OrdersAsset } from "../../../test/support/orders-asset.ts";

describe("schemas of the tools of an asset", () => {
  let orders: OrdersAsset;
  before(async () => {
    orders = await ordersAsset();
  });
  after(() => orders[Symbol.asyncDispose]());

  it("A9 are told briefly in the list, and whole in what OpenAPI is made of", () => {
    const [one, other] = orders.toolbox
      .describe(orders.asset)
      .filter(({ listed }) => ["load_data", "get_variants"].includes(listed.name));
    assert.ok(one !== undefined && other !== undefined);
    assert.match(
      JSON.stringify(one.listed.inputSchema),
      /"add_wildcard_before":\{"type":"boolean"\}/,
    );
    assert.doesNotMatch(JSON.stringify(one.listed.inputSchema), /maxLength|common/);
    assert.match(
      JSON.stringify(other.listed.inputSchema),
      /"items":\{"type":"object","required":\["column_id"/,
    );
    assert.match(other.listed.description, / Filters as in load_data\.$/);
    for (const { argumentsSchema } of [one, other]) {
      assert.match(
        JSON.stringify(argumentsSchema),
        /"add_wildcard_before":\{"type":"boolean"\}.*"maxLength"/,
      );
      assert.doesNotMatch(JSON.stringify(argumentsSchema), /common/);
    }
  });

  for (const [name, given] of Object.entries(assetCalls)) {
    it(`A9 the listed output schema of ${name} takes what it answers, and nothing less`, async () => {
      const schema = orders.toolbox.list(orders.asset).find((tool) => tool.name === name);
      assert.ok(schema !== undefined);
      const validate = new AjvJsonSchemaValidator().getValidator(schema.outputSchema);
      const { result } = await orders.call(name, given);
      assert.equal(validate(result.structuredContent).errorMessage, undefined);
      for (const key of Object.keys(result.structuredContent ?? {})) {
        const { [key]: _left, ...rest } = result.structuredContent ?? {};
        const needed = JSON.stringify(schema.outputSchema["required"]).includes(`"${key}"`);
        assert.equal(validate(rest).valid, !needed, key);
      }
    });
  }
});
