import { isLoopback } from "../../control/oauth/server-address.ts";
import type { RouteCall } from "../route.ts";

/**
 * How the client that asks addresses this server. Without a public URL that is the address it listens on, or another
 * name of the own machine when the client used that one. `Host` is one of the allowed names by then.
 */
export function serverUrlOf({
  parts,
  request,
  ownUrl,
}: Pick<RouteCall, "parts" | "request" | "ownUrl">): string {
  const { publicUrl } = parts.settings;
  if (publicUrl !== undefined) return publicUrl;
  const [listening, asked] = [URL.parse(ownUrl), URL.parse(`http://${request.headers.host ?? ""}`)];
  const local = listening !== null && asked !== null && isLoopback(listening) && isLoopback(asked);
  return local ? asked.origin : ownUrl;
}
