import { atWork, dayMs, hourMs } from "./business-time.ts";
import { type Customer, customers } from "./master-data.ts";
import { cents, newOrder, type Order } from "./order.ts";
import { type OrderRun, runOrder } from "./run-order.ts";
import { type SampleTable, sampleTable, type SampleValue } from "./sample-table.ts";
import { SeededRandom } from "./seeded-random.ts";

export interface OrderToCashOptions {
  readonly seed: number;
  readonly cases: number;
}

/** About 50,000 events. */
export const orderToCashDefaults: OrderToCashOptions = { seed: 2024, cases: 7_600 };

const firstOrderMs = Date.UTC(2024, 0, 2, 8);
const lastOrderMs = Date.UTC(2025, 5, 27);
/** The data was taken then: what happens later is not in it, and some orders are open. */
const takenMs = Date.UTC(2025, 5, 30);

/**
 * An order-to-cash process as a company might have it: the tables CUSTOMERS, CASES (orders), ORDER_ITEMS and ACTIVITIES.
 * The same seed makes the same rows.
 */
export function generateOrderToCash(
  options: OrderToCashOptions = orderToCashDefaults,
): readonly SampleTable[] {
  const random = new SeededRandom(options.seed);
  const everyone = customers(240, random);
  const orders = creationTimes(options.cases, random).map((createdMs, index) => {
    const order = newOrder(index + 1, createdMs, random.pick(everyone), random);
    return { order, run: upTo(takenMs, runOrder(order, random)) };
  });
  return [
    customerTable(everyone),
    caseTable(orders),
    itemTable(orders.map(({ order }) => order)),
    activityTable(orders),
  ];
}

interface RanOrder {
  readonly order: Order;
  readonly run: OrderRun;
}

/** Ascending; more orders at the end of a month, hardly any at night. */
function creationTimes(count: number, random: SeededRandom): readonly number[] {
  const times = Array.from({ length: count }, () => {
    let at = random.between(firstOrderMs, lastOrderMs);
    if (new Date(at).getUTCDate() < 20 && random.chance(0.25)) at += 10 * dayMs;
    const isNight = (at % dayMs) / hourMs < 6;
    return Math.floor(Math.min(isNight ? atWork(at) : at, lastOrderMs) / 1000) * 1000;
  });
  return times.toSorted((a, b) => a - b);
}

function upTo(endMs: number, run: OrderRun): OrderRun {
  const { deliveredMs } = run;
  return {
    ...run,
    events: run.events.filter((event) => event.timeMs < endMs),
    deliveredMs: deliveredMs !== null && deliveredMs < endMs ? deliveredMs : null,
  };
}

function customerTable(everyone: readonly Customer[]): SampleTable {
  return sampleTable(
    "CUSTOMERS",
    [
      ["CUSTOMER_ID", "STRING"],
      ["NAME", "STRING"],
      ["COUNTRY", "STRING"],
      ["CITY", "STRING"],
      ["REGION", "STRING"],
      ["SEGMENT", "STRING"],
      ["CREDIT_RATING", "STRING"],
      ["PAYMENT_DAYS", "INT"],
    ],
    everyone.map((one) => [
      one.id,
      one.name,
      one.country,
      one.city,
      one.region,
      one.segment,
      one.creditRating,
      one.paymentDays,
    ]),
  );
}

function caseTable(orders: readonly RanOrder[]): SampleTable {
  return sampleTable(
    "CASES",
    [
      ["ORDER_ID", "STRING"],
      ["CUSTOMER_ID", "STRING"],
      ["DOCUMENT_TYPE", "STRING"],
      ["SALES_ORG", "STRING"],
      ["ORDER_CHANNEL", "STRING"],
      ["PLANT", "STRING"],
      ["ORDER_CLERK", "STRING"],
      ["CURRENCY", "STRING"],
      ["ORDER_VALUE", "FLOAT"],
      ["ORDER_DATE", "DATE"],
      ["REQUESTED_DELIVERY_DATE", "DATE"],
      ["DELIVERY_DATE", "DATE"],
      ["STATUS", "STRING"],
    ],
    orders.map(({ order, run }) => [
      order.id,
      order.customer.id,
      order.documentType,
      order.salesOrg,
      order.channel,
      order.plant,
      order.clerk,
      order.currency,
      order.value,
      new Date(order.createdMs),
      new Date(order.requestedMs),
      run.deliveredMs === null ? null : secondOf(run.deliveredMs),
      statusOf(order, run),
    ]),
  );
}

function statusOf(order: Order, run: OrderRun): string {
  const happened = new Set(run.events.map((event) => event.activity));
  if (happened.has("Cancel Order")) return "Cancelled";
  const done = order.documentType === "Free of Charge" ? "Post Goods Issue" : "Receive Payment";
  return happened.has(done) ? "Completed" : "Open";
}

function itemTable(orders: readonly Order[]): SampleTable {
  return sampleTable(
    "ORDER_ITEMS",
    [
      ["ITEM_ID", "STRING"],
      ["ORDER_ID", "STRING"],
      ["POSITION", "INT"],
      ["MATERIAL", "STRING"],
      ["PRODUCT_GROUP", "STRING"],
      ["QUANTITY", "INT"],
      ["UNIT_PRICE", "FLOAT"],
      ["NET_VALUE", "FLOAT"],
    ],
    orders.flatMap(({ id, items }) =>
      items.map((item) => [
        `${id}-${item.position}`,
        id,
        item.position,
        item.material,
        item.productGroup,
        item.quantity,
        item.unitPrice,
        cents(item.quantity * item.unitPrice),
      ]),
    ),
  );
}

function activityTable(orders: readonly RanOrder[]): SampleTable {
  const events = orders
    .flatMap(({ order, run }) => run.events.map((event) => ({ order, event })))
    .toSorted((a, b) => a.event.timeMs - b.event.timeMs);
  return sampleTable(
    "ACTIVITIES",
    [
      ["ORDER_ID", "STRING"],
      ["ACTIVITY", "STRING"],
      ["EVENTTIME", "DATE"],
      ["RESOURCE", "STRING"],
      ["AUTOMATED", "BOOLEAN"],
    ],
    events.map(({ order, event }): readonly SampleValue[] => [
      order.id,
      event.activity,
      secondOf(event.timeMs),
      event.resource,
      event.automated,
    ]),
  );
}

function secondOf(timeMs: number): Date {
  return new Date(Math.floor(timeMs / 1000) * 1000);
}
