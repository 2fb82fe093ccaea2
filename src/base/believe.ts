/**
 * The one cast of the code base: for a value whose type was forgotten on purpose (a catalogue of differently typed
 * declarations, a message from a worker) and that the code around it knows.
 */
export function believe<T>(value: unknown): T {
  return value as T;
}
