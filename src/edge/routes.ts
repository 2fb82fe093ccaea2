import { assetRoute } from "./assets/asset-route.ts";
import { packageRoute } from "./assets/lifecycle-routes.ts";
import { classicRoute } from "./classic/classic-route.ts";
import { feedRoute } from "./classic/feed-route.ts";
import { metricsRoute } from "./metrics/metrics-route.ts";
import { oauthRoutes } from "./oauth/oauth-routes.ts";
import { endpointRoute } from "./rest/endpoint-route.ts";
import { openApiRoute } from "./rest/open-api.ts";
import type { Route } from "./route.ts";
import { taskEndpoints } from "./tasks/task-endpoints.ts";
import { sessionTokenRoute } from "./session-token-route.ts";

/** Every path besides MCP of the platform, health and the welcome page; the first that matches answers. */
export const routes: readonly Route[] = [
  assetRoute,
  packageRoute,
  sessionTokenRoute,
  classicRoute,
  feedRoute,
  endpointRoute(taskEndpoints),
  ...oauthRoutes,
  metricsRoute,
  openApiRoute(() => routes),
];
