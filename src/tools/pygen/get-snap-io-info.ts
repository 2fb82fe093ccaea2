import { z } from "zod";
import { ioSide } from "../../pygen/docs/view-words.ts";
import { defineTool } from "../define-tool.ts";
import { askedSnaps, namingOf, namingSchema, snapNames } from "./asked-snaps.ts";
import { readOnly } from "./read-only.ts";

const sideSchema = z.object({ min: z.int(), max: z.int().nullable(), type: z.string() });

export default defineTool({
  name: "pygen_get_snap_io_info",
  toolset: "pygen",
  title: "Snap views",
  description:
    "How many input and output views a Snap has (max null: as many as you add) and of which type: document, binary, document+binary.",
  annotations: readOnly,
  input: { snap_names: snapNames },
  example: { snap_names: ["FlowRouter"] },
  response: z.object({
    snaps: z.array(
      z.object({
        name: z.string(),
        inputs: sideSchema,
        outputs: sideSchema,
        implemented: z.literal(false).optional(),
      }),
    ),
    ...namingSchema,
  }),
  async run({ pygen }, { snap_names }) {
    const asked = askedSnaps(pygen, snap_names);
    return {
      snaps: asked.snaps.map(({ name, views, implemented }) => ({
        name,
        inputs: ioSide(views.input),
        outputs: ioSide(views.output),
        ...(implemented ? {} : { implemented: false as const }),
      })),
      ...namingOf(asked),
    };
  },
});
