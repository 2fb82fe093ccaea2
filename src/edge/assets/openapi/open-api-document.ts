import type { OpenAsset } from "../../../control/assets/assets.ts";
import type { DescribedAssetTool } from "../../../tools/assets/listed-asset-tool.ts";
import { assetScope } from "../../../control/oauth/scopes.ts";
import { assetsPath, authorizePath, tokenPath } from "../../oauth/oauth-paths.ts";
import { errorSchemas, failures, quotaHeaders } from "./failures.ts";

type Json = Readonly<Record<string, unknown>>;

/** What the REST twin of one asset takes and answers, as OpenAPI 3.1, from the schemas that calls are checked with. */
export function openApiDocument(
  asset: OpenAsset,
  tools: readonly DescribedAssetTool[],
  serverUrl: string,
): Json {
  const { id, name, description, rateLimitPerMinute } = asset.definition;
  return {
    openapi: "3.1.0",
    info: {
      title: name,
      version: asset.version,
      description:
        `${description}\n\nEvery tool takes its arguments as the JSON body. All tools together answer ${rateLimitPerMinute} calls a minute.`.trim(),
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: serverUrl }],
    security: [{ BearerAuth: [] }, { OAuth: [assetScope] }, { AppKey: [] }],
    tags: [{ name: "Tools", description: `Tools of ${name}.` }],
    paths: Object.fromEntries(
      tools.map((tool) => [
        `${assetsPath}/${id}/tool-api/${tool.toolId}`,
        { post: operation(tool, asset.version === "draft") },
      ]),
    ),
    components: {
      securitySchemes: securitySchemes(serverUrl),
      schemas: errorSchemas,
      headers: quotaHeaders,
    },
  };
}

function operation(tool: DescribedAssetTool, isDraft: boolean): Json {
  const { listed, argumentsSchema, bodySchema, example } = tool;
  const { name, title, description } = listed;
  return {
    operationId: name,
    summary: title,
    description,
    tags: ["Tools"],
    parameters: [
      {
        name: "draft",
        in: "query",
        required: false,
        description: "Whether the draft answers rather than the published version.",
        schema: { type: "boolean", default: isDraft },
      },
    ],
    requestBody: {
      required:
        Array.isArray(argumentsSchema["required"]) && argumentsSchema["required"].length > 0,
      content: { "application/json": { schema: argumentsSchema, example } },
    },
    responses: {
      200: {
        description: "What the tool answers.",
        headers: referTo(Object.keys(quotaHeaders)),
        content: { "application/json": { schema: bodySchema } },
      },
      ...failures,
    },
  };
}

function referTo(headers: readonly string[]): Json {
  return Object.fromEntries(
    headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}

function securitySchemes(serverUrl: string): Json {
  const scopes = { [assetScope]: "Call tools of the assets that the caller may use." };
  const tokenUrl = `${serverUrl}${tokenPath}`;
  return {
    BearerAuth: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
      description: "An access token, or an application key.",
    },
    OAuth: {
      type: "oauth2",
      flows: {
        clientCredentials: { tokenUrl, scopes },
        authorizationCode: {
          authorizationUrl: `${serverUrl}${authorizePath}`,
          tokenUrl,
          refreshUrl: tokenUrl,
          scopes,
        },
      },
    },
    AppKey: { type: "apiKey", in: "header", name: "AppKey", description: "An application key." },
  };
}
