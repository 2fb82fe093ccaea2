import type { Route } from "../route.ts";
import { administrationRoutes } from "./administration-routes.ts";
import { authorizeRoute } from "./authorize-route.ts";
import { discoveryRoute, keysRoute, resourceMetadataRoute } from "./metadata-routes.ts";
import { registerRoute } from "./register-route.ts";
import { revokeRoute } from "./revoke-route.ts";
import { tokenRoute } from "./token-route.ts";

/** The product's own authorization server, and how it is administered. */
export const oauthRoutes: readonly Route[] = [
  tokenRoute,
  authorizeRoute,
  discoveryRoute,
  keysRoute,
  revokeRoute,
  registerRoute,
  resourceMetadataRoute,
  ...administrationRoutes,
];
