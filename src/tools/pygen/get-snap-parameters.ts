import { z } from "zod";
import { constructorForm } from "../../pygen/docs/constructor-form.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { askedSnaps, namingOf, namingSchema, snapNames } from "./asked-snaps.ts";
import { detail } from "./detail.ts";
import { noteOf } from "./note-of.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

export default defineTool({
  name: "pygen_get_snap_parameters",
  toolset: "pygen",
  title: "Snap parameters",
  description:
    "The SLPy constructor of each Snap with every parameter at its default: types, nested items, (expr) where an Expr may stand. Leave out what stays at its default.",
  annotations: readOnly,
  input: { snap_names: snapNames, detail },
  example: { snap_names: ["TransformMapper"] },
  response: z.object({
    snaps: z.array(
      z.object({ name: z.string(), constructor_form: z.string(), note: z.string().optional() }),
    ),
    ...namingSchema,
    omitted: z.array(z.string()).optional(),
  }),
  async run({ pygen }, input) {
    const asked = askedSnaps(pygen, input.snap_names);
    const forms = asked.snaps.map((snap) => ({
      name: snap.name,
      constructor_form: constructorForm(snap, input.detail),
      ...noteOf(snap),
    }));
    const { items } = takeWithin(forms, pygenCharacters[input.detail]);
    const omitted = forms.slice(items.length).map(({ name }) => name);
    return {
      snaps: [...items],
      ...namingOf(asked),
      ...(omitted.length === 0 ? {} : { omitted }),
    };
  },
});
