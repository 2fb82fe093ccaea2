import { defineRest } from "../support/http/define-rest.ts";

const places = "http://api.example.com/places";

export default defineRest({
  method: "GET",
  classId: "com-snaplogic-snaps-rest-get",
  version: 2,
  name: "RestGet",
  label: "REST Get",
  summary:
    "Sends HTTP GET requests and reads the answers, page after page; HTTP Client took its place.",
  examples: [
    {
      title: "An answer for each document",
      settings: {
        serviceUrl: { expression: `"${places}/" + $zip` },
        header: [{ headerKey: "X-Key", headerValue: "k1" }],
      },
      serves: [
        { path: "/places/24100", sent: { headers: { "x-key": "k1" } }, body: { town: "Kiel" } },
      ],
      given: [{ zip: 24100 }],
      gives: [
        {
          statusLine: { protoVersion: "HTTP/1.1", statusCode: 200, reasonPhrase: "OK" },
          headers: { "content-type": "application/json", "content-length": "15" },
          entity: { town: "Kiel" },
          original: { zip: 24100 },
        },
      ],
    },
    {
      title: "A document for each element, page after page",
      settings: {
        serviceUrl: places,
        queryParams: [{ queryParam: "size", queryParamValue: "1" }],
        processArray: true,
        hasNext: { expression: "$headers['x-next'] != null" },
        nextUrl: { expression: "$headers['x-next']" },
      },
      serves: [
        { path: "/places?size=1", headers: { "x-next": "/places?page=2" }, body: [{ id: 1 }] },
        { path: "/places?page=2", body: [] },
      ],
      gives: [
        {
          statusLine: { protoVersion: "HTTP/1.1", statusCode: 200, reasonPhrase: "OK" },
          headers: {
            "content-type": "application/json",
            "x-next": "/places?page=2",
            "content-length": "10",
          },
          entity: { id: 1 },
        },
      ],
    },
    {
      title: "An answer that is an error, after another try",
      settings: { serviceUrl: places, retryPolicy: "Server errors", retry: 1, retryInterval: 0 },
      serves: [
        { path: "/places", status: 502 },
        { path: "/places", status: 404, body: { message: "none" } },
      ],
      given: [{ id: 1 }],
      gives: [],
      errors: [{ status_code: 404, error_entity: { message: "none" }, original: { id: 1 } }],
    },
    {
      title: "Refuse an answer that says it is JSON and is not",
      settings: { serviceUrl: places },
      serves: [{ path: "/places", headers: { "content-type": "application/json" }, body: "{oh" }],
      fails: "The answer is not JSON",
    },
  ],
});
