import { buildSlp } from "../../src/pipeline/build-slp.ts";
import type { RowSpec } from "../../src/pipeline/slp-spec.ts";
import { keptCountries } from "./kept-countries.ts";

const prefix = "com-snaplogic-snaps-";

/** File Reader → CSV Parser → Filter → Mapper → Aggregate → JSON Formatter → File Writer. */
export function ordersPipeline(inputName: string, outputName: string): string {
  return buildSlp({
    label: "Sums of orders",
    snaps: [
      {
        id: "read",
        classId: `${prefix}binary-simpleread`,
        inputs: [],
        outputs: ["output0:binary"],
        settings: { filePath: inputName },
      },
      {
        id: "parse",
        classId: `${prefix}transform-csvparser`,
        version: 3,
        inputs: ["input0:binary"],
      },
      {
        id: "filter",
        classId: `${prefix}flow-filter`,
        version: 2,
        settings: {
          filterExpression: {
            expression: `$amount > 100 && [${keptCountries.map((country) => `'${country}'`).join(", ")}].indexOf($country) >= 0`,
          },
        },
      },
      {
        id: "map",
        classId: `${prefix}transform-datatransform`,
        version: 4,
        settings: {
          transformations: {
            mappingRoot: "$",
            mappingTable: [
              row("$category.toUpperCase() + '-' + $country", "$key"),
              row("Math.round($amount * 119) / 100", "$gross"),
              row("Date.parse($ts).getMonth()", "$month"),
            ],
          },
        },
      },
      {
        id: "aggregate",
        classId: `${prefix}transform-aggregate`,
        version: 3,
        settings: {
          groupByFields: [
            { fieldPath: "$key", fieldName: "key" },
            { fieldPath: "$month", fieldName: "month" },
          ],
          aggregateFields: [
            { function: "SUM", field: { expression: "$gross" }, resultField: "sum" },
            { function: "COUNT", field: { expression: "$gross" }, resultField: "count" },
            { function: "AVG", field: { expression: "$gross" }, resultField: "average" },
          ],
        },
      },
      {
        id: "format",
        classId: `${prefix}transform-jsonformatter`,
        version: 2,
        outputs: ["output0:binary"],
      },
      {
        id: "write",
        classId: `${prefix}binary-write`,
        version: 3,
        inputs: ["input0:binary"],
        outputs: [],
        settings: { filename: outputName },
      },
    ],
    links: [["read", "parse", "filter", "map", "aggregate", "format", "write"]],
  });
}

function row(expression: string, targetPath: string): RowSpec {
  return { expression: { expression }, targetPath };
}
