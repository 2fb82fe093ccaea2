/** What an operator can decide about the HTTP side. */
export interface EdgeSettings {
  /** Names by which the server may be addressed, without port. */
  readonly hosts: readonly string[];
  /** Host names of the pages whose scripts may call, without scheme and port. */
  readonly originHosts: readonly string[];
  /** How the world addresses this server; the address it listens on when absent. Sent upstream as `X-SL-Host-Url`. */
  readonly publicUrl?: string;
  /** `describe` opens a session that says what is wrong with an unusable header; `reject` answers `401` to everything. */
  readonly unusableAuthorization: "describe" | "reject";
  /** What is being answered when the server closes gets this long. */
  readonly closeGraceMs: number;
  /** A request's headers must be here after this, all of it after `requestTimeoutMs`. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** A connection that sends nothing between requests is closed after this. */
  readonly keepAliveTimeoutMs: number;
}

export const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export const defaultEdgeSettings: EdgeSettings = {
  hosts: loopbackNames,
  originHosts: loopbackNames,
  unusableAuthorization: "describe",
  closeGraceMs: 5_000,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 65_000,
};
