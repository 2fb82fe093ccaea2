import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { expression } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { holds } from "../support/holds.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-filter",
  version: 2,
  name: "FlowFilter",
  label: "Filter",
  category: "flow",
  summary: "Keeps the documents for which a condition holds.",
  details:
    "A document passes when the expression is true, and is dropped when it is false or null. Any other result, such as text or a number, sends the document to the error view, as does an expression that cannot be evaluated. Without an expression every document passes.",
  views: { input: one("document"), output: one("document") },
  settings: {
    filterExpression: expression({
      help: "Evaluated for every document, as in `$price > 10`.",
      default: "true",
    }),
    nullSafeAccess: flag({
      help: "Reads a missing path as null instead of failing the document.",
      default: false,
    }),
  },
  run: ({ settings }) => {
    const condition = settings.filterExpression;
    return mapBatch((document, out) => {
      const result = condition(document);
      if (result === true || (result !== false && holds(result))) out.push(document);
    });
  },
  examples: [
    {
      title: "Keep the expensive orders",
      settings: { filterExpression: "$price > 10" },
      given: [{ price: 8 }, { price: 12 }],
      gives: [{ price: 12 }],
    },
    {
      title: "Numbers that came as text compare as numbers",
      settings: { filterExpression: "$quantity < 15" },
      given: [{ quantity: "10" }, { quantity: "9" }, { quantity: "100" }],
      gives: [{ quantity: "10" }, { quantity: "9" }],
    },
    {
      title: "Read a missing field as null",
      settings: { filterExpression: "$city == null", nullSafeAccess: true },
      given: [{ id: 1 }, { id: 2, city: "Bern" }],
      gives: [{ id: 1 }],
    },
    {
      title: "Without a condition everything passes",
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
    },
    {
      title: "A condition that is neither true nor false fails the document",
      settings: { filterExpression: "$city" },
      given: [{ city: "Bern" }],
      fails: "The condition is neither true nor false",
    },
  ],
});
