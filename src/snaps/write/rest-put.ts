import { defineRestWithBody } from "../support/http/define-rest.ts";
import { bodyExamples } from "../support/http/rest-examples.ts";

export default defineRestWithBody({
  method: "PUT",
  classId: "com-snaplogic-snaps-rest-put",
  version: 1,
  name: "RestPut",
  label: "REST Put",
  summary: "Sends documents in HTTP PUT requests; HTTP Client took its place.",
  examples: bodyExamples("PUT"),
});
