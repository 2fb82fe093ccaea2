import type { ExampleSetting, SnapExample } from "../../../engine/define-snap.ts";

const orders = "http://api.example.com/orders";
const entityOnly = { outputProps: { extractEntity: true } };
const impatient = { retryInterval: 0 };

/** The examples of HTTP Client. */
export const httpClientExamples: readonly SnapExample[] = [
  {
    title: "An answer as it came",
    settings: { uri: orders },
    serves: [{ path: "/orders", body: { count: 2 } }],
    gives: [
      {
        statusLine: { protoVersion: "HTTP/1.1", statusCode: 200, reasonPhrase: "OK" },
        headers: { "content-type": "application/json", "content-length": "11" },
        entity: { count: 2 },
      },
    ],
  },
  {
    title: "A document for each element of the answer, with a query made of the input",
    settings: {
      uri: orders,
      queryParam: [{ paramKeyProp: "customer", paramValProp: { expression: "$name" } }],
      clientProperties: entityOnly,
    },
    serves: [{ path: "/orders?customer=R%26D%20%3D%20fun", body: [{ id: 1 }, { id: 2 }] }],
    given: [{ name: "R&D = fun" }],
    gives: [{ id: 1 }, { id: 2 }],
  },
  {
    title: "Each document as the body of a POST",
    settings: {
      httpMethod: "POST",
      uri: orders,
      header: [{ headerNameProp: "X-Source", headerValProp: { expression: "'erp ' + $id" } }],
      httpEntity: { entityType: "raw", rawEntity: { expression: "$" } },
      clientProperties: entityOnly,
    },
    serves: [
      {
        method: "POST",
        path: "/orders",
        sent: {
          headers: { "content-type": "application/json", "x-source": "erp 7" },
          body: '{"id":7}',
        },
        status: 201,
        body: { created: true },
      },
    ],
    given: [{ id: 7 }],
    gives: [{ created: true }],
  },
  {
    title: "A form",
    settings: {
      httpMethod: "POST",
      uri: "http://api.example.com/login",
      httpEntity: {
        entityType: "x-www-form-urlencoded",
        urlEncodedForm: [
          { formKey: "user", formValue: "ada" },
          { formKey: "note", formValue: { expression: "$note" } },
        ],
      },
      clientProperties: entityOnly,
    },
    serves: [
      {
        method: "POST",
        path: "/login",
        sent: { body: "user=ada&note=a%26b+%3D+c" },
        body: { ok: true },
      },
    ],
    given: [{ note: "a&b = c" }],
    gives: [{ ok: true }],
  },
  {
    title: "Page after page, by the link to the next",
    settings: {
      uri: `${orders}?page=1`,
      pagination: {
        hasNext: { expression: "$entity.next != null" },
        nextUrl: { expression: "$entity.next" },
      },
      clientProperties: {
        outputProps: { extractEntity: true, extractEntityPath: "$.entity.items" },
      },
    },
    serves: [
      { path: "/orders?page=1", body: { items: [{ id: 1 }, { id: 2 }], next: "?page=2" } },
      { path: "/orders?page=2", body: { items: [{ id: 3 }] } },
    ],
    gives: [{ id: 1 }, { id: 2 }, { id: 3 }],
  },
  {
    title: "Page after page, by a parameter",
    settings: {
      uri: orders,
      queryParam: [
        { paramKeyProp: "size", paramValProp: "2" },
        { paramKeyProp: "from", paramValProp: "0" },
      ],
      pagination: {
        hasNext: { expression: "$entity.length == 2" },
        overrideParams: [
          { overrideParamName: "from", overrideParamValue: { expression: "$entity[1].id" } },
        ],
      },
      clientProperties: entityOnly,
    },
    serves: [
      { path: "/orders?size=2&from=0", body: [{ id: 1 }, { id: 2 }] },
      { path: "/orders?size=2&from=2", body: [{ id: 3 }] },
    ],
    gives: [{ id: 1 }, { id: 2 }, { id: 3 }],
  },
  {
    title: "Another try while the server is not ready",
    settings: {
      uri: orders,
      clientProperties: {
        ...entityOnly,
        retry: { ...impatient, retryCondition: { expression: "$statusLine.statusCode == 503" } },
      },
    },
    serves: [
      { path: "/orders", status: 503 },
      { path: "/orders", status: 429, headers: { "retry-after": "0" } },
      { path: "/orders", body: { id: 1 } },
    ],
    gives: [{ id: 1 }],
  },
  {
    title: "A redirect, followed",
    settings: { uri: orders, clientProperties: entityOnly },
    serves: [
      { path: "/orders", status: 302, headers: { location: "http://eu.example.com/v2/orders" } },
      { path: "/v2/orders", sent: { headers: { host: "eu.example.com" } }, body: { id: 1 } },
    ],
    gives: [{ id: 1 }],
  },
  {
    title: "An answer that is an error, in the error view",
    settings: {
      uri: { expression: `"${orders}/" + $id` },
      clientProperties: entityOnly,
    },
    serves: [
      { path: "/orders/1", body: { id: 1 } },
      { path: "/orders/2", status: 404, body: { message: "no such order" } },
    ],
    given: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }],
    errors: [
      {
        status_code: 404,
        error_entity: { message: "no such order" },
        original: { id: 2 },
      },
    ],
  },
  {
    title: "An error as an answer like others",
    settings: {
      uri: orders,
      clientProperties: { outputProps: { ...entityOnly.outputProps, errorRespToErrorview: false } },
    },
    serves: [{ path: "/orders", status: 400, body: { message: "no" } }],
    gives: [{ message: "no" }],
  },
  {
    title: "What was asked and answered, on a second view, without who logs in",
    settings: {
      uri: orders,
      header: [
        { headerNameProp: "Authorization", headerValProp: "Bearer t" },
        { headerNameProp: "X-Source", headerValProp: "erp" },
      ],
      enableDebug: true,
      clientProperties: entityOnly,
    },
    serves: [{ path: "/orders", body: { id: 1 } }],
    outputs: ["output0", "debug"],
    gives: {
      output0: [{ id: 1 }],
      debug: [
        {
          request: { method: "GET", uri: orders, headers: { "X-Source": "erp" } },
          response: {
            statusLine: { protoVersion: "HTTP/1.1", statusCode: 200, reasonPhrase: "OK" },
            headers: { "content-type": "application/json", "content-length": "8" },
          },
        },
      ],
    },
  },
  {
    title: "Refuse text where JSON is expected",
    settings: { uri: orders, clientProperties: { outputProps: { responseType: "JSON" } } },
    serves: [{ path: "/orders", body: "<html>Maintenance</html>" }],
    fails: "The answer is not JSON",
  },
  refuses(
    "a value that would start another header",
    {
      uri: orders,
      header: [{ headerNameProp: "X-Name", headerValProp: { expression: "$text" } }],
    },
    'The header "X-Name" cannot have this value',
  ),
  refuses(
    "what the operator does not let pipelines reach",
    { uri: "http://169.254.169.254/latest/meta-data/" },
    "may not be reached",
  ),
];

function refuses(
  what: string,
  settings: Readonly<Record<string, ExampleSetting>>,
  fails: string,
): SnapExample {
  return { title: `Refuse ${what}`, settings, given: [{ text: "a\r\nX-Admin: yes" }], fails };
}
