import { z } from "zod";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { answerCharacters } from "../answer-limits.ts";
import { readOnly } from "./read-only.ts";

const messageSchema = z.object({
  line: z.int().optional(),
  column: z.int().optional(),
  code: z.string(),
  error: z.string(),
  reason: z.string(),
  resolution: z.string(),
});
const ioSchema = z.object({
  variable: z.string(),
  name: z.string(),
  input: z.string(),
  output: z.string(),
});

export default defineTool({
  name: "pygen_validate_connections",
  toolset: "pygen",
  title: "Validate connections",
  description:
    "Checks an SLPy skeleton (class names, view types, links) before you write settings; none are needed. Returns status valid|invalid, errors with line and what to write instead, the views of each Snap (snap_io), and warnings.",
  annotations: readOnly,
  input: {
    skeleton_slpy: z.string().describe("p = Pipeline(), one line a Snap, p.connect([...])"),
  },
  example: {
    skeleton_slpy:
      "p = Pipeline()\nsnap_0 = BinaryFileReader()\nsnap_1 = TransformCSVParser()\nsnap_2 = TransformMapper()\np.connect([snap_0, snap_1, snap_2])",
  },
  response: z.object({
    status: z.enum(["valid", "invalid"]),
    errors: z.array(messageSchema),
    warnings: z.array(messageSchema),
    snap_io: z.array(ioSchema),
    omitted: z.int().optional(),
  }),
  async run({ pygen }, { skeleton_slpy }) {
    const check = pygen.checkSkeleton(skeleton_slpy);
    const errors = takeWithin(check.errors, answerCharacters.findings);
    const warnings = takeWithin(check.warnings, answerCharacters.findings);
    const io = takeWithin(check.snapIo, answerCharacters.findings);
    const omitted = errors.omitted + warnings.omitted + io.omitted;
    return {
      status: check.errors.length === 0 ? ("valid" as const) : ("invalid" as const),
      errors: [...errors.items],
      warnings: [...warnings.items],
      snap_io: [...io.items],
      ...(omitted === 0 ? {} : { omitted }),
    };
  },
});
