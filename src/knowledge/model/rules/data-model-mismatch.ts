import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "data-model-mismatch",
  summary: "The model names the data model that it is used with.",
  *check({ model, data }) {
    if (data === undefined || data.id === model.dataModelId) return;
    yield {
      thing: model,
      key: "dataModelId",
      error: "The knowledge model is about another data model.",
      reason: `Expected \`${data.id}\`, the data model beside it; found \`${model.dataModelId}\`.`,
      resolution: `Write \`dataModelId: ${data.id}\`, or use the data model that it names.`,
    };
  },
});
