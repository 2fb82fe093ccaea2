import { Refusal } from "../base/errors.ts";

/** Words for an address that cannot be listened on; any other error as it is. */
export function listenRefusal(error: Error, port: number, host: string): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new Refusal(
      "address-not-available",
      `Port ${port} of ${host} is in use`,
      "Another process listens there already.",
      "Stop it, or choose another port: --port 0 takes a free one.",
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new Refusal(
      "address-not-available",
      `Cannot listen on port ${port} of ${host}`,
      `The system said ${code}: the host is not an address of this machine, or the port needs more rights.`,
      "Choose another --host or --port.",
    );
  }
  return error;
}
