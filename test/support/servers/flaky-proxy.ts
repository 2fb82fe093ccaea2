import { createServer, type AddressInfo, connect, type Socket } from "node:net";

/** A TCP proxy to a port of this machine that can stop: silently, so that both sides wait, or by breaking off. */
export interface FlakyProxy extends AsyncDisposable {
  readonly port: number;
  /** Passes nothing on any more once that many bytes have come from the server. */
  goSilentAfter(bytes: number): void;
  /** Breaks off once that many bytes have come from the client. */
  breakAfterSending(bytes: number): void;
}

export async function startFlakyProxy(targetPort: number): Promise<FlakyProxy> {
  const sockets = new Set<Socket>();
  let silentAfter = Number.POSITIVE_INFINITY;
  let breakAfter = Number.POSITIVE_INFINITY;
  let received = 0;
  let sent = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: "127.0.0.1", port: targetPort });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    upstream.on("data", (data) => {
      received += data.length;
      if (received <= silentAfter) client.write(data);
    });
    client.on("data", (data) => {
      sent += data.length;
      if (sent <= breakAfter) upstream.write(data);
      else for (const socket of [client, upstream]) socket.destroy();
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => {
      if (received <= silentAfter) client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: isAddress(address) ? address.port : 0,
    goSilentAfter: (bytes) => {
      silentAfter = received + bytes;
    },
    breakAfterSending: (bytes) => {
      breakAfter = sent + bytes;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
