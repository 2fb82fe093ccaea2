export const tokenPath = "/oauth2/token";
export const authorizePath = "/oauth2/authorize";
export const keysPath = "/oauth2/jwks";
export const revokePath = "/oauth2/revoke";
export const registerPath = "/oauth2/register";

/** The same document under the name of OpenID Connect and that of RFC 8414. */
export const discoveryPaths: readonly string[] = [
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server",
];

/** RFC 9728; followed by the path of an asset, or by nothing for the whole server. */
export const resourceMetadataPath = "/.well-known/oauth-protected-resource";

export const assetsPath = "/studio-copilot/api/v1/mcp-servers/mcp";
