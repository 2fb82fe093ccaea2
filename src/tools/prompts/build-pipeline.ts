import { buildProcedure, buildRules, callBudgets } from "../../pygen/build-procedure.ts";
import { definePrompt } from "../define-prompt.ts";

/** A goal is a sentence or two; more of it than this says nothing new. */
const goalLengthMax = 2_000;

export default definePrompt({
  name: "build_pipeline",
  title: "Build a pipeline",
  description:
    "The procedure from a goal in plain words to a pipeline that validates, with call budgets.",
  toolset: "pygen",
  arguments: [
    { name: "goal", description: "What the pipeline shall do, in plain words", required: true },
  ],
  async render({ given }) {
    const goal = given["goal"]?.trim().slice(0, goalLengthMax) ?? "";
    return [
      goal === "" ? "Ask the user what the pipeline shall do. Then:" : `Goal: ${goal}`,
      "",
      "Procedure:",
      ...buildProcedure,
      "",
      "Call budgets:",
      ...callBudgets.map((budget) => `- ${budget}`),
      "",
      "Rules:",
      ...buildRules.map((rule) => `- ${rule}`),
    ].join("\n");
  },
});
