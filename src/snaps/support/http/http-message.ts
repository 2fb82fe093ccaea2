import type { HttpHeader } from "../../../engine/egress/egress.ts";

/** A request as a Snap means it, that can be sent more than once. */
export interface HttpSpec {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly HttpHeader[];
  readonly body: HttpBody | undefined;
}

/** What is sent, opened anew for each time it is. */
export interface HttpBody {
  /** Sent as `content-type` where the Snap names none. */
  readonly contentType: string;
  readonly open: () => Promise<Uint8Array | AsyncIterable<Uint8Array>>;
}

/** The first value of a header, whatever its case. */
export function headerOf(headers: readonly HttpHeader[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
