export interface UsersTable {
  readonly id: string;
  readonly name: string;
  /** `scrypt:<cost>:<salt>:<hash>`. */
  readonly password: string;
  readonly admin: number;
  readonly created_ms: number;
}
