/** What the data directory remembers of itself. */
export interface SettingsTable {
  readonly name: string;
  readonly value: string;
}
