import type { Limits } from "../../base/limits.ts";
import type { FetchDocument } from "./external-keys.ts";

/** Fetches with `fetch`: no redirects, so that the host stays the one that the operator named. */
export function documentFetcher(
  limits: Pick<Limits, "issuerDocumentBytesMax" | "issuerTimeoutMs">,
  fetchFrom: typeof fetch,
): FetchDocument {
  return async (url) => {
    const answer = await fetchFrom(url, {
      redirect: "error",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(limits.issuerTimeoutMs),
    });
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      throw new TypeError(`the issuer answered ${answer.status}`);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > limits.issuerDocumentBytesMax) throw new TypeError("the document is too large");
      chunks.push(chunk);
    }
    const document: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return document;
  };
}
