/** What an operator can decide about the HTTP side. */
export interface EdgeSettings {
  /** Names by which the server may be addressed, without port. */
  readonly hosts: readonly string[];
  /** Pages whose scripts may call: origins, or host names for any scheme and port. */
  readonly originHosts: readonly string[];
  /** Pages whose scripts may call and may read the answer too, which a browser otherwise keeps from them. */
  readonly corsOrigins: readonly string[];
  /** How the world addresses this server; the address it listens on when absent. Sent upstream as `X-SL-Host-Url`. */
  readonly publicUrl?: string;
  /** `describe` opens a session that says what is wrong with an unusable header; `reject` answers `401` to everything. */
  readonly unusableAuthorization: "describe" | "reject";
  /** What is being answered when the server closes gets this long. */
  readonly closeGraceMs: number;
}

export const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export const defaultEdgeSettings: EdgeSettings = {
  hosts: loopbackNames,
  originHosts: loopbackNames,
  corsOrigins: [],
  unusableAuthorization: "describe",
  closeGraceMs: 5_000,
};
