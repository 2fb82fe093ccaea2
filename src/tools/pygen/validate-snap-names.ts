import { z } from "zod";
import { constructorForm } from "../../pygen/docs/constructor-form.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { askedSnaps, namingOf, snapNames, understoodSchema, unknownSchema } from "./asked-snaps.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

export default defineTool({
  name: "pygen_validate_snap_names",
  toolset: "pygen",
  title: "Validate Snap names",
  description:
    "Which names are class names as SLPy needs them (valid), which mean another (understood), which are unknown, with the nearest.",
  annotations: readOnly,
  input: {
    snap_names: snapNames,
    do_get_parameters: z.boolean().default(false).describe("Also the constructors"),
  },
  example: { snap_names: ["TransformMapper", "TransformUnion"] },
  response: z.object({
    all_valid: z.boolean(),
    valid: z.array(z.string()),
    understood: z.array(understoodSchema),
    unknown: z.array(unknownSchema),
    not_implemented: z.array(z.string()).optional(),
    parameters: z.record(z.string(), z.string()).optional(),
    omitted: z.array(z.string()).optional(),
  }),
  async run({ pygen }, { snap_names, do_get_parameters }) {
    const asked = askedSnaps(pygen, snap_names);
    const { understood = [], unknown = [] } = namingOf(asked);
    const missing = asked.snaps.filter(({ implemented }) => !implemented);
    const answer = {
      all_valid: understood.length === 0 && unknown.length === 0 && missing.length === 0,
      valid: asked.exact.map(({ name }) => name),
      understood,
      unknown,
      ...(missing.length === 0 ? {} : { not_implemented: missing.map(({ name }) => name) }),
    };
    if (!do_get_parameters) return answer;
    const forms = asked.snaps
      .filter(({ implemented }) => implemented)
      .map((snap) => [snap.name, constructorForm(snap, "standard")] as const);
    const { items } = takeWithin(forms, pygenCharacters.standard - 3_000);
    const omitted = forms.slice(items.length).map(([name]) => name);
    return {
      ...answer,
      parameters: Object.fromEntries(items),
      ...(omitted.length === 0 ? {} : { omitted }),
    };
  },
});
