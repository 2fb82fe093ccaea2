import { defineRestWithBody } from "../support/http/define-rest.ts";
import { bodyExamples } from "../support/http/rest-examples.ts";

export default defineRestWithBody({
  method: "PATCH",
  classId: "com-snaplogic-snaps-rest-patch",
  version: 1,
  name: "RestPatch",
  label: "REST Patch",
  summary: "Sends documents in HTTP PATCH requests; HTTP Client took its place.",
  examples: bodyExamples("PATCH"),
});
