import { buildSlp } from "../../pipeline/build-slp.ts";

/** Name of the sample pipeline, and of the files it reads and writes in its project. */
export const samplePipeline = "myPipeline";
export const sampleInput = "orders.csv";
export const sampleOutput = "large-orders.json";

/** The SLP of the sample pipeline: the orders worth 100 and more, as JSON. */
export function buildSamplePipeline(): string {
  return buildSlp({
    label: samplePipeline,
    snaps: [
      {
        id: "read",
        classId: "com-snaplogic-snaps-binary-simpleread",
        label: "Read orders",
        settings: { filePath: sampleInput },
      },
      {
        id: "parse",
        classId: "com-snaplogic-snaps-transform-csvparser",
        version: 3,
        label: "Parse CSV",
        inputs: ["input0:binary"],
      },
      {
        id: "filter",
        classId: "com-snaplogic-snaps-flow-filter",
        version: 2,
        label: "Keep large orders",
        settings: {
          filterExpression: { expression: "$quantity * $unit_price >= parseFloat(_minimum)" },
        },
      },
      {
        id: "map",
        classId: "com-snaplogic-snaps-transform-datatransform",
        version: 4,
        label: "Shape order",
        settings: {
          transformations: {
            mappingTable: [
              { expression: { expression: "parseInt($order_id)" }, targetPath: "$id" },
              { expression: { expression: "$customer" }, targetPath: "$customer" },
              { expression: { expression: "$item" }, targetPath: "$item" },
              { expression: { expression: "$quantity * $unit_price" }, targetPath: "$total" },
            ],
          },
        },
      },
      {
        id: "format",
        classId: "com-snaplogic-snaps-transform-jsonformatter",
        version: 2,
        label: "Format JSON",
        settings: { prettyPrint: true },
        outputs: ["output0:binary"],
      },
      {
        id: "write",
        classId: "com-snaplogic-snaps-binary-write",
        version: 3,
        label: "Write orders",
        mode: "Execute only",
        settings: { filename: sampleOutput, fileAction: "OVERWRITE" },
      },
    ],
    links: [["read", "parse", "filter", "map", "format", "write"]],
    parameters: [
      {
        key: "minimum",
        value: "100",
        description: "Orders worth at least this much are kept.",
      },
    ],
  });
}
