import * as z from "zod";
import { answerJson, answerWrongMethod } from "../answer.ts";
import { serverUrlOf } from "../oauth/server-url.ts";
import type { Operation, Route } from "../route.ts";

type Json = Readonly<Record<string, unknown>>;

/** `/openapi.json`: what the routes say of themselves. MCP has `tools/list`, each asset a document of its own. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  return {
    matches: (path) => path === "/openapi.json",
    pageMethods: "GET",
    answer(call) {
      const { request, response, parts } = call;
      if (request.method !== "GET") return answerWrongMethod(response, "GET");
      const operations = routes().flatMap((route) => route.operations ?? []);
      answerJson(response, 200, openApi(operations, parts.version, serverUrlOf(call)));
    },
  };
}

/** Operations as OpenAPI 3.1, from the schemas that requests are checked with. */
export function openApi(operations: readonly Operation[], version: string, url: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const methods = (paths[operation.path.text] ??= {});
    methods[operation.method.toLowerCase()] = described(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Slipway",
      version,
      description: "The classic REST API of the platform, and the product's own.",
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url }],
    security: [{ SLToken: [] }, { Basic: [] }],
    paths,
    components: {
      securitySchemes: {
        SLToken: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "`SLToken <token>`; GET /api/1/rest/asset/session mints one.",
        },
        Basic: { type: "http", scheme: "basic" },
      },
      schemas: { Error: errorSchema },
    },
  };
}

function described(operation: Operation): Json {
  const { method, path, tag, summary, body, bodyType } = operation;
  const content = body === undefined ? bodyType : "application/json";
  return {
    operationId: operationId(method, path.text),
    summary,
    tags: [tag],
    parameters: [
      ...path.names.map((name) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      ...queryParameters(operation.query),
    ],
    ...(content === undefined
      ? {}
      : {
          requestBody: {
            content: { [content]: { schema: body === undefined ? {} : schemaOf(body) } },
          },
        }),
    responses: {
      200: { description: summary, content: answerContent(operation.answers) },
      default: {
        description: "A refusal: what was expected, what was found, what to do now.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function queryParameters(query: z.ZodObject | undefined): readonly Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field);
    return {
      name,
      in: "query",
      required: !(field instanceof z.ZodOptional),
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}

function schemaOf(schema: z.core.$ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

function answerContent(answers: string): Json {
  if (answers === "json") return { "application/json": { schema: {} } };
  if (answers !== "map") return { [answers]: { schema: {} } };
  const schema = {
    type: "object",
    required: ["response_map", "http_status_code"],
    properties: { response_map: {}, http_status_code: { type: "integer" } },
  };
  return { "application/json": { schema } };
}

function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return [method.toLowerCase(), ...words].join("_");
}

const errorSchema: Json = {
  type: "object",
  required: ["error", "reason", "resolution"],
  properties: {
    error: { type: "string" },
    reason: { type: "string" },
    resolution: { type: "string" },
    http_status_code: { type: "integer" },
    response_map: {
      type: "object",
      properties: {
        error_list: {
          type: "array",
          items: { type: "object", properties: { message: { type: "string" } } },
        },
      },
    },
  },
};
