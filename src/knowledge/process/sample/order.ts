import { clerks, type Customer, markets, productGroups } from "./master-data.ts";
import { dayMs } from "./business-time.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** What is known of an order when it is created. */
export interface Order {
  readonly id: string;
  readonly customer: Customer;
  readonly documentType: string;
  readonly salesOrg: string;
  readonly currency: string;
  readonly channel: string;
  readonly plant: string;
  readonly clerk: string;
  readonly createdMs: number;
  readonly requestedMs: number;
  readonly items: readonly OrderItem[];
  /** In EUR. */
  readonly value: number;
}

export interface OrderItem {
  readonly position: number;
  readonly material: string;
  readonly productGroup: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export function newOrder(
  number: number,
  createdMs: number,
  customer: Customer,
  random: SeededRandom,
): Order {
  const market = markets.find(([{ country }]) => country === customer.country)?.[0];
  const documentType = random.weighted([
    ["Standard Order", 78],
    ["Rush Order", 10],
    ["Consignment Order", 8],
    ["Free of Charge", 4],
  ]);
  const items = Array.from({ length: random.whole(1, 4) }, (_, index) => item(index, random));
  const leadDays = documentType === "Rush Order" ? random.whole(4, 7) : random.whole(9, 18);
  return {
    id: String(4_500_000_000 + number),
    customer,
    documentType,
    salesOrg: market?.salesOrg ?? "",
    currency: market?.currency ?? "EUR",
    channel: random.weighted([
      ["EDI", 45],
      ["Web Shop", 25],
      ["E-Mail", 20],
      ["Phone", 10],
    ]),
    plant: random.weighted([
      ["Leipzig", 40],
      ["Chicago", 35],
      ["Osaka", 25],
    ]),
    clerk: random.pick(clerks),
    createdMs,
    requestedMs: createdMs - (createdMs % dayMs) + leadDays * dayMs,
    items,
    value: cents(items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)),
  };
}

function item(index: number, random: SeededRandom): OrderItem {
  const productGroup = random.weighted(productGroups);
  return {
    position: (index + 1) * 10,
    material: `${productGroup.slice(0, 2).toUpperCase()}-${random.whole(100, 139)}`,
    productGroup,
    quantity: random.whole(1, 40),
    unitPrice: cents(20 + random.waiting(180)),
  };
}

/** Money has two places. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
