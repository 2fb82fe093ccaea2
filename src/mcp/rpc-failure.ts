import { type RequestId, rpcCode } from "./json-rpc.ts";

/** An answer that is an error of the protocol, as opposed to a tool that failed. */
export class RpcFailure extends Error {
  readonly code: number;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: number, message: string, data?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = "RpcFailure";
    this.code = code;
    this.data = data;
  }

  /** The JSON text of the answer. */
  answer(id: RequestId | null): string {
    const { code, message, data } = this;
    const error = data === undefined ? { code, message } : { code, message, data };
    return JSON.stringify({ jsonrpc: "2.0", id, error });
  }
}

/** The client would have had to declare something for this request. */
export function missingCapability(
  what: string,
  requiredCapabilities: Readonly<Record<string, unknown>>,
): RpcFailure {
  return new RpcFailure(
    rpcCode.missingCapability,
    `Missing required client capability: this request needs ${what}. Declare it in _meta["io.modelcontextprotocol/clientCapabilities"] of the request.`,
    { requiredCapabilities },
  );
}

export function isMissingCapability({ code }: RpcFailure): boolean {
  return code === rpcCode.missingCapability;
}
