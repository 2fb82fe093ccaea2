/**
 * The one cast of the code base: for a value whose type was forgotten on purpose (a catalogue of differently typed
 * declarations, a message from a worker) and that the code around it knows.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type it knows
export function believe<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place
  return value as T;
}
