import { request } from "node:http";
import { isIPv6, type Socket } from "node:net";
import { believe } from "../../base/believe.ts";
import { Refusal } from "../../base/errors.ts";

/** Asks an HTTP proxy for a connection with `CONNECT`. The proxy is the operator's, and may be anywhere. */
export function openTunnel(
  proxy: URL,
  target: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const name = isIPv6(target.host) ? `[${target.host}]` : target.host;
  const authority = `${name}:${target.port}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port === "" ? 80 : Number(proxy.port),
      method: "CONNECT",
      path: authority,
      agent: false,
      signal,
      headers: {
        host: authority,
        ...(proxy.username === ""
          ? {}
          : { "proxy-authorization": `Basic ${Buffer.from(login).toString("base64")}` }),
      },
    });
    asking.once("connect", (answer, socket, head) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        reject(refused(answer.statusCode ?? 0));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(believe<Socket>(socket));
    });
    asking.once("response", (answer) => {
      answer.destroy();
      reject(refused(answer.statusCode ?? 0));
    });
    asking.once("error", reject);
    asking.end();
  });
}

function refused(status: number): Refusal {
  return new Refusal(
    "bad-gateway",
    "The proxy did not connect",
    `The proxy that everything goes through answered ${status}.`,
    'Ask the operator, who named it as "egress.proxy".',
  );
}
