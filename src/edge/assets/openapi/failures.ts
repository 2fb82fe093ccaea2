type Json = Readonly<Record<string, unknown>>;

/** Schemas of what goes wrong, under the names that the published API gives them. */
export const errorSchemas: Json = {
  CelonisValidationError: {
    type: "object",
    required: ["error"],
    properties: {
      error: { type: "string", description: "What is wrong." },
      attribute: { type: "string", default: "", description: "The argument, dotted." },
      errorCode: { type: "string", default: "" },
      additionalInfo: { type: "string", default: "", description: "What to send instead." },
    },
  },
  ErrorDetail: {
    type: "object",
    required: ["detail"],
    properties: { detail: { type: "string" } },
  },
};

/** Headers that say how much of the limit is left. */
export const quotaHeaders: Json = {
  "x-ratelimit-limit": header("Calls that the asset answers in a minute."),
  "x-ratelimit-remaining": header("Calls that are left of them."),
  "x-ratelimit-reset": header("Seconds until one more is free."),
};

/** The answers that every tool may have beside its own. */
export const failures: Json = {
  401: { description: "No credentials, or none that are good." },
  403: { description: "The access token lacks the scope." },
  404: failure("Asset or tool not found, or not accessible.", schema("ErrorDetail")),
  422: failure("Arguments that do not fit.", listOfErrors()),
  429: {
    ...failure("Too many calls of this asset within a minute.", listOfErrors()),
    headers: { "retry-after": header("Seconds until a call is answered again.") },
  },
  500: {
    description: "A fault of the server.",
    content: { "text/plain": { schema: { type: "string" }, example: "Internal Server Error" } },
  },
  503: failure(
    "Data of the asset is still being loaded, or the server is busy.",
    schema("ErrorDetail"),
  ),
};

function failure(description: string, body: Json): Json {
  return { description, content: { "application/json": { schema: body } } };
}

function listOfErrors(): Json {
  return { type: "array", items: schema("CelonisValidationError") };
}

function schema(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function header(description: string): Json {
  return { description, schema: { type: "integer", minimum: 0 } };
}
