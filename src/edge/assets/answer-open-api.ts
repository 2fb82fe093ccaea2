import { HttpReply } from "../http-reply.ts";
import { serverUrlOf } from "../oauth/server-url.ts";
import type { AssetCall } from "./answer-asset.ts";

/** Answers with the document that describes the REST twin of an asset. */
export function answerOpenApi(call: AssetCall): void {
  const { edge, asset, response, parts } = call;
  const text = edge.documents.of(asset, serverUrlOf(call));
  new HttpReply(response, parts.limits).json(200, text);
}
