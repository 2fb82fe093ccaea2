/** Who speaks to an MCP Server asset: a user, or a program with credentials of its own in an org. */
export type Principal =
  | {
      readonly kind: "user";
      readonly id: string;
      readonly name: string;
      readonly admin: boolean;
      readonly groups: readonly string[];
    }
  | {
      /** An OAuth client that speaks for itself, or an application key. */
      readonly kind: "client" | "application-key";
      readonly id: string;
      readonly name: string;
      readonly orgId: string;
      readonly groups: readonly string[];
    };
