import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as fc from "fast-check";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { refusalIn } from "../../../test/support/question-refusal.ts";
import type { LoadAnswer } from "../knowledge-base.ts";
import type { Filters, NumericFilter, StringFilter } from "./filters.ts";
import { loadRows } from "./load-rows.ts";
import { lowerCase } from "./lower-case.ts";

describe("filters", () => {
  let orders: OrdersKnowledge;
  before(async () => {
    orders = await ordersKnowledge();
  });
  after(() => orders[Symbol.asyncDispose]());

  async function under(filters: Filters): Promise<LoadAnswer> {
    const columns = ["ORDERS.ORDER_ID"];
    const question = { columns, page: 0, pageSize: 50, ascending: true, filters };
    return loadRows(orders, question, askerIn(), AbortSignal.timeout(10_000));
  }

  async function ids(filters: Filters): Promise<string> {
    const { rows } = await under(filters);
    return rows
      .map(([id]) => id)
      .toSorted((one, other) => (String(one) < String(other) ? -1 : 1))
      .join(" ");
  }

  function idsCreated(...of: Parameters<typeof createdUnder>): Promise<string> {
    return ids(createdUnder(...of));
  }

  const contains = { add_wildcard_before: true, add_wildcard_after: true };

  it("A10 finds one of the values in any case, or in the case asked for", async () => {
    assert.equal(await ids(region(["NORTH", "axb"])), "o1 o2 o6");
    assert.equal(await ids(region(["north"], { case_sensitive: true })), "o2");
    assert.equal(await ids(region(["nor"])), "");
  });

  it("A10 takes %, _ and \\ in a value literally, with wildcards around it too", async () => {
    assert.equal(await ids(region(["100%"])), "o3");
    assert.equal(await ids(region(["100%"], contains)), "o3");
    assert.equal(await ids(region(["a_b"], { add_wildcard_after: true })), "o5");
    assert.equal(await ids(region(["\\"], contains)), "o8");
    assert.equal(await ids(region(["%"], { add_wildcard_before: true })), "o3");
    assert.equal(await ids(region(["100"], { add_wildcard_after: true })), "o3 o4");
    assert.equal(await ids(region(["SLASH"], { add_wildcard_before: true })), "o8");
    assert.equal(
      await ids(region(["SLASH"], { add_wildcard_before: true, case_sensitive: true })),
      "",
    );
  });

  it("A10 keeps with a negated filter exactly what it drops otherwise, rows without a value too", async () => {
    assert.equal(await ids(region(["north"], { negation: true })), "o3 o4 o5 o6 o7 o8");
    assert.equal(await ids(region(["1"], { ...contains, negation: true })), "o1 o2 o5 o6 o7 o8");
    const { scope } = await under(region(["north"], { negation: true }));
    assert.deepEqual(scope.appliedFilters, [
      '"ORDERS.REGION" is not "north" (rows without a value stay)',
    ]);
  });

  it("A10 treats whatever a value holds as a value", async () => {
    const hostile = ["'; DROP TABLE ORDERS; --", '" OR 1=1', "${caller.name}", "$1", "\u0000", "?"];
    for (const value of hostile) {
      assert.equal(await ids(region([value])), "");
      assert.equal(await ids(region([value], contains)), "");
    }
    const name = "Bob'; DROP TABLE ORDERS; --";
    const byName = { string_filters: [{ column_id: "CUSTOMERS.NAME", values: [name] }] };
    assert.equal(await ids(byName), "o3 o4");
  });

  it("A10 finds any value by itself, by its parts, and never by another text", async () => {
    const texts = fc
      .string({ unit: "binary", maxLength: 8 })
      .filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, sensitive) => {
        const found = await ids(region([text], { case_sensitive: sensitive }));
        const values = ["North", "north", "100%", "100 apples", "a_b", "axb", "back\\slash"];
        const same = (value: string): boolean =>
          sensitive ? value === text : lowerCase(value) === lowerCase(text);
        assert.equal(found === "", !values.some(same));
      }),
      { numRuns: 25 },
    );
  });

  it("A10 compares numbers, whole and not", async () => {
    const net = (comparator: NumericFilter["comparator"], value: number): Promise<string> =>
      ids({ numeric_filters: [{ column_id: "ORDERS.NET_VALUE", comparator, value }] });
    assert.equal(await net(">", 600), "o7 o8");
    assert.equal(await net(">=", 600), "o6 o7 o8");
    assert.equal(await net("<", 200.5), "o1 o2");
    assert.equal(await net("=", 300), "o3");
    assert.equal(await net("!=", 300), "o1 o2 o4 o6 o7 o8");
    assert.equal(await net("<=", -1e300), "");
    const many = [{ column_id: "ORDERS.QUANTITY", comparator: "<" as const, value: 2.5 }];
    assert.equal(await ids({ numeric_filters: many }), "o1 o2");
  });

  it("A10 refuses numbers that are none", async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const filter = { column_id: "ORDERS.NET_VALUE", comparator: "<" as const, value };
      const refusal = await refusalIn(under({ numeric_filters: [filter] }));
      assert.equal(refusal.attribute, "numeric_filters.0.value");
    }
  });

  it("A10 takes both days of a date filter whole", async () => {
    assert.equal(await idsCreated("2024-01-31", "2024-01-31"), "o1 o2");
    assert.equal(await idsCreated(undefined, "2024-02-01"), "o1 o2 o3");
    assert.equal(await idsCreated("2024-12-31"), "o5 o7");
    assert.equal(await idsCreated("2024-01-31", "2024-01-31", true), "o3 o4 o5 o6 o7 o8");
    assert.equal(await idsCreated("2024-02-29T12:00:00", "2024-02-29T12:00:00"), "o4");
    assert.equal(await idsCreated("0001-01-01", "9999-12-31"), "o1 o2 o3 o4 o5 o7 o8");
  });

  it("A10 refuses dates that do not exist, are the wrong way round, or are missing", async () => {
    for (const date of ["2024-02-30", "yesterday", "31.01.2024", "2024-01-31'; --", ""]) {
      const refusal = await refusalIn(under(createdUnder(date)));
      assert.equal(refusal.attribute, "date_filters.0.start_date");
    }
    assert.match(
      (await refusalIn(under(createdUnder("2024-02-01", "2024-01-01")))).message,
      /before/,
    );
    assert.match((await refusalIn(under(createdUnder()))).message, /no dates/);
  });

  it("A10 finds rows without a value, and with one", async () => {
    assert.equal(await ids(quantityIsNull(true)), "o4");
    assert.equal(await ids(quantityIsNull(false)), "o1 o2 o3 o5 o6 o7 o8");
  });

  it("A10 takes true and false on a BOOLEAN, flags too", async () => {
    assert.equal(await ids(flag("ORDERS.URGENT", "True")), "o1 o4 o6 o8");
    assert.equal(await ids(flag("ORDERS.URGENT", "true", "false")), "o1 o2 o4 o5 o6 o7 o8");
    assert.equal(await ids(flag("ORDERS.IS_BIG", "true")), "o6 o7 o8");
    assert.match((await refusalIn(under(flag("ORDERS.URGENT", "yes")))).message, /no value/);
  });

  it("A10 names the right filter for a column of another type", async () => {
    const cases: readonly (readonly [Filters, RegExp])[] = [
      [{ string_filters: [{ column_id: "ORDERS.NET_VALUE", values: ["1"] }] }, /numeric_filters/],
      [{ string_filters: [{ column_id: "ORDERS.CREATED", values: ["1"] }] }, /date_filters/],
      [
        { numeric_filters: [{ column_id: "ORDERS.REGION", value: 1, comparator: "=" }] },
        /string_filters/,
      ],
      [
        { date_filters: [{ column_id: "ORDERS.URGENT", start_date: "2024-01-01" }] },
        /string_filters/,
      ],
    ];
    for (const [filters, right] of cases) {
      assert.match((await refusalIn(under(filters))).resolution, right);
    }
  });

  it("A10 filters by columns of other records, and refuses those that cannot be reached", async () => {
    const country = { string_filters: [{ column_id: "CUSTOMERS.COUNTRY", values: ["fr"] }] };
    assert.equal(await ids(country), "o3 o4");
    const label = { string_filters: [{ column_id: "UNRELATED.LABEL", values: ["x"] }] };
    await refusalIn(under(label));
  });

  it("A10 refuses to filter by a KPI and says what to do", async () => {
    const kpi = {
      numeric_filters: [{ column_id: "NET_TOTAL", value: 1, comparator: ">" as const }],
    };
    const refusal = await refusalIn(under(kpi));
    assert.match(refusal.resolution, /order_by/);
  });

  it("A10 joins filters with AND", async () => {
    assert.equal(
      await ids({
        ...region(["nor"], contains),
        numeric_filters: [{ column_id: "ORDERS.NET_VALUE", value: 150, comparator: ">" }],
      }),
      "o2",
    );
  });

  it("A10 takes as many values as the limit allows", async () => {
    const values = Array.from({ length: 999 }, (_, index) => `value ${index}`);
    assert.equal(await ids(region([...values, "axb"])), "o6");
    assert.equal(await ids(region([...values, "axb"], contains)), "o6");
    assert.match((await refusalIn(under(region([])))).message, /no values/);
  });
});

function region(values: readonly string[], more: Partial<StringFilter> = {}): Filters {
  return { string_filters: [{ column_id: "ORDERS.REGION", values, ...more }] };
}

function createdUnder(start?: string, end?: string, negation?: boolean): Filters {
  return {
    date_filters: [{ column_id: "ORDERS.CREATED", start_date: start, end_date: end, negation }],
  };
}

function quantityIsNull(is_null: boolean): Filters {
  return { null_filters: [{ column_id: "ORDERS.QUANTITY", is_null }] };
}

function flag(column_id: string, ...values: readonly string[]): Filters {
  return { string_filters: [{ column_id, values }] };
}
