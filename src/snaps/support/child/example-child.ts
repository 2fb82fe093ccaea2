import { buildSlp } from "../../../pipeline/build-slp.ts";

/** A pipeline of one Mapper, for the examples of Snaps that run other pipelines: it writes one value. */
export function exampleChild(options: {
  readonly label: string;
  readonly expression: string;
  readonly targetPath: string;
  /** Default values by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
}): string {
  const { label, expression, targetPath, parameters, inputs } = options;
  return buildSlp({
    label,
    parameters,
    snaps: [
      {
        id: "map",
        classId: "com-snaplogic-snaps-transform-datatransform",
        version: 4,
        label: "Mapper",
        settings: { transformations: { mappingTable: [{ expression, targetPath }] } },
        inputs,
        outputs: ["output0"],
      },
    ],
  });
}
