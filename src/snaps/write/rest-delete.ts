import { defineRest } from "../support/http/define-rest.ts";

export default defineRest({
  method: "DELETE",
  classId: "com-snaplogic-snaps-rest-delete",
  version: 1,
  name: "RestDelete",
  label: "REST Delete",
  summary: "Sends HTTP DELETE requests; HTTP Client took its place.",
  examples: [
    {
      title: "A request for each document; what is not there goes to the error view",
      settings: { serviceUrl: { expression: '"http://api.example.com/orders/" + $id' } },
      serves: [
        { method: "DELETE", path: "/orders/1", status: 204 },
        { method: "DELETE", path: "/orders/2", status: 404 },
      ],
      given: [{ id: 1 }, { id: 2 }],
      gives: [
        {
          statusLine: { protoVersion: "HTTP/1.1", statusCode: 204, reasonPhrase: "No Content" },
          headers: { "content-type": "text/plain" },
          entity: null,
          original: { id: 1 },
        },
      ],
      errors: [{ status_code: 404, original: { id: 2 } }],
    },
  ],
});
