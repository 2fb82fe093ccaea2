import { endpointRoute } from "../rest/endpoint-route.ts";
import { assetEndpoints } from "./asset-endpoints.ts";
import { pipelineEndpoints } from "./pipeline-endpoints.ts";
import { prepareEndpoints } from "./prepare-endpoints.ts";
import { runtimeEndpoints } from "./runtime-endpoints.ts";
import { slfsEndpoints } from "./slfs-endpoints.ts";
import { snaplexEndpoints } from "./snaplex-endpoints.ts";
import { userEndpoints } from "./user-endpoints.ts";

/** The part of the platform's public REST API that its clients use. */
export const classicRoute = endpointRoute([
  ...userEndpoints,
  ...assetEndpoints,
  ...pipelineEndpoints,
  ...prepareEndpoints,
  ...runtimeEndpoints,
  ...snaplexEndpoints,
  ...slfsEndpoints,
]);
