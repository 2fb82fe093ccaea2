import type { SnapExample } from "../../../engine/define-snap.ts";

const orders = "http://api.example.com/orders";
const answered = {
  statusLine: { protoVersion: "HTTP/1.1", statusCode: 200, reasonPhrase: "OK" },
  headers: { "content-type": "application/json", "content-length": "11" },
  entity: { ok: true },
};

/** The examples of the REST Snaps that send a body. */
export function bodyExamples(method: "POST" | "PUT" | "PATCH"): readonly SnapExample[] {
  const path = "/orders";
  return [
    {
      title: "Each document as JSON",
      settings: { serviceUrl: orders },
      serves: [
        {
          method,
          path,
          sent: { headers: { "content-type": "application/json" }, body: '{"id":1}' },
          body: { ok: true },
        },
      ],
      given: [{ id: 1 }],
      gives: [{ ...answered, original: { id: 1 } }],
    },
    {
      title: "A part of each document, as text of another type",
      settings: { serviceUrl: orders, entity: "$xml", mimeType: "application/xml" },
      serves: [
        {
          method,
          path,
          sent: { headers: { "content-type": "application/xml" }, body: "<a/>" },
          body: { ok: true },
        },
      ],
      given: [{ xml: "<a/>" }],
      gives: [{ ...answered, original: { xml: "<a/>" } }],
    },
    {
      title: "Documents sent together, all of which go to the error view when that fails",
      settings: { serviceUrl: orders, batchSize: 2 },
      serves: [
        { method, path, sent: { body: '[{"id":1},{"id":2}]' }, body: { ok: true } },
        { method, path, sent: { body: '[{"id":3}]' }, status: 422, body: { field: "id" } },
      ],
      given: [{ id: 1 }, { id: 2 }, { id: 3 }],
      gives: [{ ...answered, original: [{ id: 1 }, { id: 2 }] }],
      errors: [{ status_code: 422, error_entity: { field: "id" }, original: { id: 3 } }],
    },
  ];
}
