import { printJson } from "../../base/json.ts";
import { didYouMean } from "../../base/nearest.ts";
import { Refusal } from "../../base/errors.ts";
import { authorizationOf, type Recipe, shellWord } from "./recipe.ts";

export const claudeCode: Recipe = {
  client: "claude-code",
  title: "Claude Code",
  place: "run in a terminal",
  text: (connection) =>
    [
      "claude",
      "mcp",
      "add",
      "--transport",
      "http",
      "slipway",
      connection.endpoint,
      "--header",
      `Authorization: ${authorizationOf(connection)}`,
    ]
      .map(shellWord)
      .join(" "),
};

/** Claude Desktop starts processes only, so a bridge stands between; the header is in its environment for its blank. */
const claudeDesktop: Recipe = {
  client: "claude-desktop",
  title: "Claude Desktop",
  place: "claude_desktop_config.json (Settings, Developer, Edit Config)",
  text: (connection) =>
    json({
      mcpServers: {
        slipway: {
          command: "npx",
          args: [
            "-y",
            "mcp-remote",
            connection.endpoint,
            "--transport",
            "http-only",
            ...(connection.endpoint.startsWith("http:") ? ["--allow-http"] : []),
            "--header",
            "Authorization:${SLIPWAY_AUTHORIZATION}",
          ],
          env: { SLIPWAY_AUTHORIZATION: authorizationOf(connection) },
        },
      },
    }),
};

const cursor: Recipe = {
  client: "cursor",
  title: "Cursor",
  place: "~/.cursor/mcp.json, or .cursor/mcp.json in a project",
  text: (connection) =>
    json({
      mcpServers: {
        slipway: {
          url: connection.endpoint,
          headers: { Authorization: authorizationOf(connection) },
        },
      },
    }),
};

const vscode: Recipe = {
  client: "vscode",
  title: "VS Code",
  place: ".vscode/mcp.json in a project, or the user's mcp.json",
  text: (connection) =>
    json({
      servers: {
        slipway: {
          type: "http",
          url: connection.endpoint,
          headers: { Authorization: authorizationOf(connection) },
        },
      },
    }),
};

const codex: Recipe = {
  client: "codex",
  title: "Codex",
  place: "~/.codex/config.toml",
  // The strings of TOML and of JSON are written alike.
  text: (connection) =>
    [
      "[mcp_servers.slipway]",
      `url = ${JSON.stringify(connection.endpoint)}`,
      `http_headers = { "Authorization" = ${JSON.stringify(authorizationOf(connection))} }`,
    ].join("\n"),
};

export const inspector: Recipe = {
  client: "inspector",
  title: "MCP Inspector",
  place: "run in a terminal",
  text: (connection) =>
    [
      "npx",
      "@modelcontextprotocol/inspector",
      "--cli",
      connection.endpoint,
      "--transport",
      "http",
      "--header",
      `Authorization: ${authorizationOf(connection)}`,
      "--method",
      "tools/list",
    ]
      .map(shellWord)
      .join(" "),
};

export const recipes: readonly Recipe[] = [
  claudeCode,
  claudeDesktop,
  cursor,
  vscode,
  codex,
  inspector,
];

export function recipeOf(client: string): Recipe {
  const recipe = recipes.find((one) => one.client === client);
  if (recipe !== undefined) return recipe;
  const names = recipes.map((one) => one.client);
  throw new Refusal(
    "invalid-argument",
    `Unknown client "${client}"`,
    `Expected one of ${names.join(", ")}.`,
    didYouMean(client, names) ||
      "Any other client takes the endpoint and the header that these show.",
  );
}

function json(value: unknown): string {
  return printJson(value, 2);
}
