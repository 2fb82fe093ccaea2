/** Who may do what in an org; no row means no right. */
export interface RolesTable {
  readonly org_id: string;
  readonly user_id: string;
  readonly role: "admin" | "member";
}
