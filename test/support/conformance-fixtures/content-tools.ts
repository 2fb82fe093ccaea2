import { resultOf } from "../../../src/mcp/result.ts";
import { missingCapability } from "../../../src/mcp/rpc-failure.ts";
import type { Change } from "../../../src/mcp/surface.ts";
import { type FixtureTool, pause, png, textResult, wav } from "./fixture.ts";

/** Tools that answer with every kind of content, log, report progress and change lists. */
export function contentTools(tell: (change: Change) => void): readonly FixtureTool[] {
  return [
    ...plainTools,
    {
      name: "test_trigger_tool_change",
      run() {
        tell({ kind: "tools" });
        return textResult("told");
      },
    },
    {
      name: "test_trigger_prompt_change",
      run() {
        tell({ kind: "prompts" });
        return textResult("told");
      },
    },
  ];
}

const plainTools: readonly FixtureTool[] = [
  {
    name: "test_simple_text",
    run: () => textResult("This is a simple text response for testing."),
  },
  {
    name: "test_image_content",
    run: () => resultOf({ content: [{ type: "image", data: png, mimeType: "image/png" }] }),
  },
  {
    name: "test_audio_content",
    run: () => resultOf({ content: [{ type: "audio", data: wav, mimeType: "audio/wav" }] }),
  },
  {
    name: "test_embedded_resource",
    run: () =>
      resultOf({
        content: [
          {
            type: "resource",
            resource: {
              uri: "test://embedded-resource",
              mimeType: "text/plain",
              text: "This is an embedded resource content.",
            },
          },
        ],
      }),
  },
  {
    name: "test_multiple_content_types",
    run: () =>
      resultOf({
        content: [
          { type: "text", text: "Multiple content types test:" },
          { type: "image", data: png, mimeType: "image/png" },
          {
            type: "resource",
            resource: {
              uri: "test://mixed-content-resource",
              mimeType: "application/json",
              text: JSON.stringify({ test: "data", value: 123 }),
            },
          },
        ],
      }),
  },
  {
    name: "test_tool_with_logging",
    async run(call) {
      call.log("info", "Tool execution started");
      await pause(50);
      call.log("info", "Tool processing data");
      await pause(50);
      call.log("info", "Tool execution completed");
      return textResult("logged");
    },
  },
  {
    name: "test_logging_tool",
    run(call) {
      call.log("info", "should be heard only by who asked");
      return textResult("logged");
    },
  },
  {
    name: "test_tool_with_progress",
    async run(call) {
      const { _meta: meta } = call.params;
      const progressToken =
        typeof meta === "object" && meta !== null && "progressToken" in meta
          ? meta.progressToken
          : undefined;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) {
          call.notify("notifications/progress", { progressToken, progress, total: 100 });
        }
        if (progress < 100) await pause(50);
      }
      return textResult("done");
    },
  },
  {
    name: "test_error_handling",
    run: () =>
      resultOf({
        content: [{ type: "text", text: "This tool intentionally returns an error for testing" }],
        isError: true,
      }),
  },
  {
    name: "test_missing_capability",
    run(call) {
      if (call.client["sampling"] === undefined) {
        throw missingCapability("sampling", { sampling: {} });
      }
      return textResult("sampling is there");
    },
  },
  {
    name: "test_reconnection",
    async run(call) {
      call.releaseStream();
      await pause(100);
      return textResult("answered after the stream was closed");
    },
  },
  {
    name: "json_schema_2020_12_tool",
    inputSchema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      $defs: {
        address: {
          $anchor: "addressDef",
          type: "object",
          properties: { street: { type: "string" }, city: { type: "string" } },
        },
      },
      properties: {
        name: { type: "string" },
        address: { $ref: "#/$defs/address" },
        contactMethod: { type: "string", enum: ["phone", "email"] },
        phone: { type: "string" },
        email: { type: "string" },
      },
      allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
      if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { required: ["phone"] },
      else: { required: ["email"] },
      additionalProperties: false,
    },
    run: () => textResult("ok"),
  },
  {
    name: "test_x_mcp_header",
    inputSchema: {
      type: "object",
      properties: { region: { type: "string", "x-mcp-header": "Region" } },
      required: ["region"],
    },
    headerArguments: { region: ["region"] },
    run: (_call, { region }) => textResult(`region ${String(region)}`),
  },
];
