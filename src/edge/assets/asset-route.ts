import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { Route, RouteCall } from "../route.ts";
import { answerFault, answerRefusalDetail } from "./answer-detail.ts";
import { answerAsset } from "./answer-asset.ts";
import { isBelowAssets } from "./asset-path.ts";

/** MCP Server assets: MCP, the REST twin of its tools, and the document that describes the twin. */
export const assetRoute: Route = {
  matches: isBelowAssets,
  pageMethods: "GET, POST, DELETE",
  async answer(call) {
    try {
      await answerAsset(call);
    } catch (thrown) {
      answerThrown(call, thrown);
    }
  },
};

function answerThrown({ parts, path, request, response }: RouteCall, thrown: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
  } else if (thrown instanceof Refusal) {
    answerRefusalDetail(response, thrown);
  } else {
    const { stack } = asError(thrown);
    const { method } = request;
    parts.logger.error("request to an asset failed unexpectedly", { method, path, stack });
    answerFault(response);
  }
}
