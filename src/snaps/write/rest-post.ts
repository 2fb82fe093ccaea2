import { defineRestWithBody } from "../support/http/define-rest.ts";
import { bodyExamples } from "../support/http/rest-examples.ts";

export default defineRestWithBody({
  method: "POST",
  classId: "com-snaplogic-snaps-rest-post",
  version: 1,
  name: "RestPost",
  label: "REST Post",
  summary: "Sends documents in HTTP POST requests; HTTP Client took its place.",
  examples: bodyExamples("POST"),
});
