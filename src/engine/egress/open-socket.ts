import { connect, isIPv6, type Socket } from "node:net";

/** Where a socket leads. */
export interface SocketTarget {
  readonly port: number;
  /** The addresses that were checked; one of these is connected to, and no other. */
  readonly addresses: readonly string[];
}

/** Connects to the first of the addresses that answers. */
export function openSocket(target: SocketTarget, signal: AbortSignal): Promise<Socket> {
  const { addresses, port } = target;
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect({
      // A name, so that `lookup` is asked, which knows nothing but the addresses.
      host: "checked.invalid",
      port,
      lookup: (_name, options, done) => {
        const [first] = found;
        if (options.all === true) done(null, found);
        else done(null, first?.address ?? "", first?.family);
      },
      autoSelectFamily: true,
      noDelay: true,
      keepAlive: true,
    });
    const abort = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", (failure) => {
      signal.removeEventListener("abort", abort);
      reject(failure);
    });
    socket.once("connect", () => {
      signal.removeEventListener("abort", abort);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}
