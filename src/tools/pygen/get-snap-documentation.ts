import { z } from "zod";
import { snapDocumentation } from "../../pygen/docs/snap-documentation.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { askedSnaps, namingOf, namingSchema, snapNames } from "./asked-snaps.ts";
import { detail } from "./detail.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

export default defineTool({
  name: "pygen_get_snap_documentation",
  toolset: "pygen",
  title: "Snap documentation",
  description:
    "The documentation of each Snap: purpose, views, settings with help, errors, examples in SLPy. Use it for Snaps you have not used before; a Snap that this build cannot run says so.",
  annotations: readOnly,
  input: { snap_names: snapNames, detail },
  example: { snap_names: ["Mapper", "JSON Formatter"] },
  response: z.object({
    snaps: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        implemented: z.boolean(),
        documentation: z.string(),
      }),
    ),
    ...namingSchema,
    omitted: z.array(z.string()).optional(),
  }),
  async run({ pygen }, input) {
    const asked = askedSnaps(pygen, input.snap_names);
    const pages = asked.snaps.map((snap) => ({
      name: snap.name,
      label: snap.label,
      implemented: snap.implemented,
      documentation: snapDocumentation(pygen.document(snap), input.detail),
    }));
    const { items } = takeWithin(pages, pygenCharacters[input.detail]);
    const omitted = pages.slice(items.length).map(({ name }) => name);
    return {
      snaps: [...items],
      ...namingOf(asked),
      ...(omitted.length === 0 ? {} : { omitted }),
    };
  },
});
