import type { NewPackageFile } from "../../../src/control/assets/packages.ts";

export const sampleAssetId = "0b54b3c1-7a6e-4b0e-9f55-1d2c3b4a5968";

export type PackageTexts = Readonly<Record<string, string>>;

/** A small package with everything in it: five orders of three customers. */
export const samplePackage: PackageTexts = {
  "package.yaml": "name: Shop\n",
  "data/orders.csv": "ORDER_ID,CUSTOMER,AMOUNT\n1,Ada,10.5\n2,Ada,20\n3,Bo,5\n4,Cy,100\n5,Cy,1.5\n",
  "data-models/shop.yaml": `id: shop
tables:
  - name: ORDERS
    source: {kind: csv, file: data/orders.csv}
    primaryKey: [ORDER_ID]
`,
  "knowledge-models/shop.yaml": `kind: BASE
metadata: {key: shop-km, displayName: Shop, version: 1.0.0}
dataModelId: shop
records:
  - id: ORDERS
    displayName: Orders
    description: Every order of the shop.
    pql: '"ORDERS"'
    attributes:
      - {id: CUSTOMER, displayName: Customer, description: Who ordered., pql: '"ORDERS"."CUSTOMER"', type: string, internalNote: llm_eligible}
      - {id: AMOUNT, displayName: Amount, description: Worth of the order., pql: '"ORDERS"."AMOUNT"', type: float, internalNote: llm_eligible}
kpis:
  - {id: ORDER_COUNT, displayName: Orders, description: How many orders there are., pql: 'COUNT("ORDERS"."ORDER_ID")', internalNote: llm_eligible}
`,
  "assets/shop.yaml": `id: ${sampleAssetId}
name: Shop
description: Orders of the shop.
knowledgeModel: shop-km
tools:
  - load_data
  - kind: configured_load_data
    name: load_data_of_customer
    description: Orders of one customer.
    columns: [ORDERS.CUSTOMER, ORDER_COUNT]
    arguments:
      - {name: customer, description: Name of the customer., required: true, column: ORDERS.CUSTOMER}
`,
};

/** The sample with an asset of its own, and other files in the place of some. */
export function samplePackageWith(assetId: string, changes: PackageTexts = {}): PackageTexts {
  const asset = samplePackage["assets/shop.yaml"]?.replace(sampleAssetId, assetId) ?? "";
  return { ...samplePackage, "assets/shop.yaml": asset, ...changes };
}

/** The sample's text of a file after a replacement, which has to change it. */
export function changedText(path: string, from: string, to: string): PackageTexts {
  const text = samplePackage[path] ?? "";
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  return { [path]: text.replace(from, to) };
}

/** The files of a package as they are imported. */
export async function* filesOf(files: PackageTexts): AsyncGenerator<NewPackageFile> {
  for (const [path, text] of Object.entries(files)) {
    yield { path, content: Buffer.from(text) };
  }
}
