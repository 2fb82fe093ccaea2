import type { Migration } from "kysely/migration";

/** One step of the tables' form. The name orders it; a step that was released is never edited. */
export interface NamedMigration extends Migration {
  readonly name: string;
}
