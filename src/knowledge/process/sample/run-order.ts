import { atWork, dayMs, hourMs, nightly, workedFor } from "./business-time.ts";
import type { Order } from "./order.ts";
import type { SeededRandom } from "./seeded-random.ts";

export interface OrderEvent {
  readonly activity: string;
  readonly timeMs: number;
  readonly resource: string;
  readonly automated: boolean;
}

/** What happens to one order, from its creation to the payment or its cancellation. */
export interface OrderRun {
  readonly events: readonly OrderEvent[];
  /** When the last goods left; null when they never did. */
  readonly deliveredMs: number | null;
  readonly cancelled: boolean;
}

const logistics = ["Warehouse Team North", "Warehouse Team South", "Warehouse Team East"];
const finance = ["Karen Miller", "Luis Ortega", "Mei Chen", "Noah Becker"];

/** Since then Leipzig has a new warehouse system, and more partial deliveries. */
const newWarehouseMs = Date.UTC(2025, 0, 13);

/**
 * Simulates an order. What goes wrong has causes that the attributes of the order tell: credit holds in APAC and for weak
 * ratings, price changes on orders by phone and e-mail, partial deliveries of Leipzig since its new system, returns of
 * spare parts, skipped confirmations of one clerk, late payments of the public sector.
 */
export function runOrder(order: Order, random: SeededRandom): OrderRun {
  const events: OrderEvent[] = [];
  const automatic = (activity: string, timeMs: number): void => {
    events.push({ activity, timeMs, resource: "SYSTEM", automated: true });
  };
  const manual = (activity: string, timeMs: number, resource: string): void => {
    events.push({ activity, timeMs, resource, automated: false });
  };
  const isManualChannel = order.channel === "Phone" || order.channel === "E-Mail";
  if (isManualChannel) manual("Create Sales Order", order.createdMs, order.clerk);
  else automatic("Create Sales Order", order.createdMs);
  let now = order.createdMs;

  if (random.chance(holdChance(order))) {
    now += random.between(0.1, 1) * hourMs;
    automatic("Set Credit Hold", now);
    const days = order.customer.region === "APAC" ? random.between(4, 10) : random.between(0.5, 3);
    now = workedFor(now, days * 10);
    manual("Release Credit Hold", now, random.pick(finance));
  }
  if (random.chance(order.documentType === "Rush Order" ? 0.06 : 0.03)) {
    now = workedFor(now, random.waiting(15));
    manual("Cancel Order", now, order.clerk);
    return { events, deliveredMs: null, cancelled: true };
  }
  if (random.chance(isManualChannel ? 0.3 : 0.05)) {
    now = workedFor(now, random.waiting(6));
    manual("Change Price", now, order.clerk);
    if (random.chance(0.25)) {
      now = workedFor(now, random.waiting(4));
      manual("Change Price", now, order.clerk);
    }
  }
  if (random.chance(0.08)) {
    now = workedFor(now, random.waiting(8));
    manual("Change Quantity", now, order.clerk);
  }
  if (!random.chance(order.clerk === "Jane Smith" ? 0.3 : 0.04)) {
    now = workedFor(now, random.waiting(5));
    manual("Confirm Order", now, order.clerk);
  }
  return deliver(order, now, random, { events, automatic, manual });
}

interface Log {
  readonly events: OrderEvent[];
  automatic(activity: string, timeMs: number): void;
  manual(activity: string, timeMs: number, resource: string): void;
}

function holdChance({ customer, documentType, value }: Order): number {
  if (documentType === "Free of Charge") return 0;
  const weak = customer.creditRating === "D" ? 0.35 : customer.creditRating === "C" ? 0.12 : 0.02;
  return weak + (customer.region === "APAC" ? 0.28 : 0) + (value > 15_000 ? 0.06 : 0);
}

function deliver(order: Order, from: number, random: SeededRandom, log: Log): OrderRun {
  const partial = order.plant === "Leipzig" && order.createdMs >= newWarehouseMs ? 0.32 : 0.05;
  let now = nightly(from, 2);
  log.automatic("Create Delivery", now);
  const invoiceFirst = random.chance(0.015);
  if (invoiceFirst) log.automatic("Create Invoice", (now += 2 * hourMs));
  now = workedFor(now + dayMs, random.waiting(order.documentType === "Rush Order" ? 6 : 22));
  log.manual("Post Goods Issue", now, random.pick(logistics));
  if (random.chance(partial)) {
    now = nightly(now + random.between(1, 6) * dayMs, 2);
    log.automatic("Create Delivery", now);
    now = workedFor(now, random.waiting(12));
    log.manual("Post Goods Issue", now, random.pick(logistics));
  }
  const deliveredMs = now;
  if (order.documentType === "Free of Charge") {
    return { events: log.events, deliveredMs, cancelled: false };
  }
  if (!invoiceFirst) {
    now = nightly(now, 22);
    log.automatic("Create Invoice", now);
  }
  return pay(order, now, deliveredMs, random, log);
}

function pay(
  order: Order,
  from: number,
  deliveredMs: number,
  random: SeededRandom,
  log: Log,
): OrderRun {
  const { customer } = order;
  let now = from;
  if (random.chance(isSpareParts(order) ? 0.14 : 0.03)) {
    now = atWork(now + random.between(3, 12) * dayMs);
    log.manual("Register Return", now, order.clerk);
    now = workedFor(now, random.waiting(16));
    log.manual("Issue Credit Memo", now, random.pick(finance));
  }
  const late =
    customer.segment === "Public Sector" ? 0.55 : customer.creditRating === "D" ? 0.4 : 0.12;
  const due = from + customer.paymentDays * dayMs;
  if (random.chance(late)) {
    now = nightly(Math.max(now, due) + 5 * dayMs, 6);
    log.automatic("Send Payment Reminder", now);
    now += random.between(2, 14) * dayMs;
    if (random.chance(0.2)) {
      now = nightly(now, 6);
      log.automatic("Send Payment Reminder", now);
      now += random.between(2, 20) * dayMs;
    }
  } else now = Math.max(now + hourMs, due - random.between(0, 10) * dayMs);
  now = atWork(now);
  if (random.chance(0.75)) log.automatic("Receive Payment", now);
  else log.manual("Receive Payment", now, random.pick(finance));
  return { events: log.events, deliveredMs, cancelled: false };
}

function isSpareParts({ items }: Order): boolean {
  return items[0]?.productGroup === "Spare Parts";
}
