/** Who a call is made for. Every service takes it first; what it may not read does not exist for it. */
export interface Caller {
  readonly userId: string;
  /** Name of the user, often an e-mail address; `pipe.user` in a run. */
  readonly name: string;
  /** May manage users and sees every org. */
  readonly admin: boolean;
  /** How it proved who it is; `operator` holds the data directory itself, as the command line does. */
  readonly proof: "token" | "password" | "operator";
}
