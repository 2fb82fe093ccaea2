import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { columnTypes } from "../query/column-types.ts";
import type { Asker } from "../query/asker.ts";
import { createSearch, type Search } from "./create-search.ts";
import { publishedHits } from "./published-hits.ts";
import type { SearchAnswer } from "./search-question.ts";

const signal = AbortSignal.timeout(60_000);

describe("search", () => {
  let orders: OrdersKnowledge;
  let search: Search;
  before(async () => {
    orders = await ordersKnowledge();
    search = over(orders);
  });
  after(() => orders[Symbol.asyncDispose]());

  it("A9 finds columns by name before those that only contain it, in the published shape", async () => {
    const answer = await search({ terms: ["Net value"] }, askerIn(), signal);
    const [first, second, third] = publishedHits(answer)["Net value"] ?? [];
    assert.deepEqual(new Set([first?.id, second?.id]), new Set(["NET_TOTAL", "ORDERS.NET_VALUE"]));
    assert.equal(third?.id, "NET_AVERAGE");
    const attribute = [first, second].find((hit) => hit?.entity_type === "Attribute");
    assert.deepEqual(attribute, {
      id: "ORDERS.NET_VALUE",
      display_name: "Net Value",
      record_display_name: "Orders",
      column_type: "FLOAT",
      entity_type: "Attribute",
    });
  });

  it("A9 finds real values in any case and without accents, the exact one first", async () => {
    const [north] = await hits("NORTH");
    assert.deepEqual(
      [north?.id, north?.match, [...(north?.matchedValues ?? [])].toSorted()],
      ["ORDERS.REGION", "exact", ["North", "north"]],
    );
    const [ada] = await hits("celik");
    assert.deepEqual(
      [ada?.id, ada?.match, ada?.matchedValues],
      ["CUSTOMERS.NAME", "prefix", ["Çelik İpek"]],
    );
  });

  it("A9 understands typos in names and in values", async () => {
    const names = await hits("Contry");
    assert.ok(names.some(({ id, match }) => id === "CUSTOMERS.COUNTRY" && match === "fuzzy"));
    const values = await hits("Aprove");
    const approve = values.find(({ id }) => id === "EVENTS.ACTIVITY");
    assert.deepEqual([approve?.match, approve?.matchedValues], ["fuzzy", ["Approve"]]);
  });

  it("A9 takes wildcards, quotes and names of properties for literal text", async () => {
    assert.deepEqual(valuesOf(await hits("100%")), ["100%"]);
    assert.deepEqual(valuesOf(await hits("a_b")), ["a_b"]);
    assert.deepEqual(valuesOf(await hits("k\\s")), ["back\\slash"]);
    assert.deepEqual(valuesOf(await hits("'; DROP TABLE ORDERS; --")), [
      "Bob'; DROP TABLE ORDERS; --",
    ]);
    assert.deepEqual(valuesOf(await hits("%")), ["100%"]);
    for (const term of ["*", "__proto__", "constructor", "\u0000", "😀", '"', "${BIG}"]) {
      const answer = await search({ terms: [term] }, askerIn(), signal);
      assert.deepEqual(Object.keys(publishedHits(answer)), [term]);
    }
  });

  it("A9 neither matches nor shows values of masked columns", async () => {
    const outside = askerIn(["outside"]);
    assert.deepEqual(valuesOf(await hits("good", outside)), []);
    assert.deepEqual(valuesOf(await hits("GOOD")).toSorted(), ["GOOD", "good"]);
    const answer = await search({ terms: ["Credit"] }, outside, signal);
    assert.deepEqual(answer.maskedColumns.toSorted(), [
      "CUSTOMERS.CREDIT",
      "CUSTOMERS.CREDIT_UPPER",
      "GOOD_CREDITS",
    ]);
    assert.match(answer.notes.join(" "), /A policy hides the values of CUSTOMERS.CREDIT/);
  });

  it("A9 finds no value that stands in hidden rows alone", async () => {
    const german = askerIn(["regional"], { country: "DE" });
    assert.deepEqual(valuesOf(await hits("Ada", german)), ["Ada"]);
    assert.deepEqual(valuesOf(await hits("Bob", german)), []);
    assert.deepEqual(valuesOf(await hits("axb", german)), []);
    assert.deepEqual(valuesOf(await hits("Ada", askerIn(["regional"]))), []);
    const answer = await search({ terms: ["Ada"] }, german, signal);
    assert.equal(answer.appliedFilters.length, 1);
  });

  it("A9 asks the data where a column has more values than are kept", async () => {
    await using small = await ordersKnowledge({ searchColumnValuesMax: 2 });
    const found = await over(small)({ terms: ["NORTH", "100", "Nort_"] }, askerIn(), signal);
    const [north, hundred, none] = found.terms;
    const region = north?.hits.find(({ id }) => id === "ORDERS.REGION");
    assert.deepEqual([...(region?.matchedValues ?? [])].toSorted(), ["North", "north"]);
    assert.deepEqual(valuesOf(hundred?.hits ?? []).toSorted(), ["100 apples", "100%"]);
    assert.deepEqual(none?.hits, []);
    assert.match(found.notes.join(" "), /Typos are not understood .*searchColumnValuesMax/);
    const german = askerIn(["regional"], { country: "DE" });
    const hidden = await over(small)({ terms: ["axb", "o1"] }, german, signal);
    assert.deepEqual(
      hidden.terms.map((term) => valuesOf(term.hits)),
      [[], ["o1"]],
    );
  });

  it("A9 keeps no more values in all than the limit, and finds the others all the same", async () => {
    await using small = await ordersKnowledge({ searchKeptValuesMax: 9 });
    const found = await over(small)({ terms: ["north", "Ada", "Approve", "u"] }, askerIn(), signal);
    const [north, ada, approve] = found.terms.map((term) => valuesOf(term.hits));
    assert.deepEqual([north?.length, ada, approve], [2, ["Ada"], ["Approve"]]);
  });

  it("A9 says what was cut, and takes a term once", async () => {
    await using small = await ordersKnowledge({
      searchTermsMax: 2,
      searchTermLengthMax: 5,
      searchHitsMax: 1,
      searchValuesMax: 1,
    });
    const terms = ["o", "o", "100", "north", "toolong"];
    const answer = await over(small)({ terms }, askerIn(), signal);
    assert.deepEqual(
      answer.terms.map(({ term, hits: found }) => [term, found.length]),
      [
        ["o", 1],
        ["100", 1],
      ],
    );
    const notes = answer.notes.join(" ");
    for (const limit of [
      "searchTermsMax",
      "searchTermLengthMax",
      "searchHitsMax",
      "searchValuesMax",
    ]) {
      assert.match(notes, new RegExp(limit));
    }
  });

  it("A9 looks at the user's question when the terms find nothing", async () => {
    const question = { terms: ["zzzzzz"], userQuery: "In which country do we sell?" };
    const [term] = (await search(question, askerIn(), signal)).terms;
    assert.deepEqual([term?.hits[0]?.id, term?.hits[0]?.match], ["CUSTOMERS.COUNTRY", "query"]);
    const none = await search({ terms: ["zzzzzz"] }, askerIn(), signal);
    assert.deepEqual(none.terms[0]?.hits, []);
  });

  it("A9 shows nothing that agents are not to see", async () => {
    const found = [...(await hits("INTERNAL_MARGIN")), ...(await hits("HIDDEN_KPI"))];
    assert.ok(found.every(({ id }) => id !== "ORDERS.INTERNAL_MARGIN" && id !== "HIDDEN_KPI"));
  });

  it("A9 gives up when it is told to, and answers the next one", async () => {
    await using fresh = await ordersKnowledge();
    const again = over(fresh);
    const aborted = AbortSignal.abort(new Error("gone"));
    await assert.rejects(again({ terms: ["Ada"] }, askerIn(), aborted), /gone/);
    assert.deepEqual(
      valuesOf((await again({ terms: ["Ada"] }, askerIn(), signal)).terms[0]?.hits ?? []),
      ["Ada"],
    );
  });

  async function hits(term: string, asker: Asker = askerIn()) {
    return (await search({ terms: [term] }, asker, signal)).terms[0]?.hits ?? [];
  }
});

function over(orders: OrdersKnowledge): Search {
  const context = { schema: orders.data.schema, names: orders.index.names, nowMs: 0 };
  return createSearch(orders, columnTypes(orders.index, context));
}

function valuesOf(hits: SearchAnswer["terms"][number]["hits"]): readonly string[] {
  return hits.flatMap(({ matchedValues }) => matchedValues);
}
