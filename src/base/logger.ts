import type { Clock } from "./clock.ts";

/** Where the process writes what happened, one line an event. No secret, token or document stands in a field. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Writes each event as one line of JSON. */
export function lineLogger(stream: { write(text: string): unknown }, clock: Clock): Logger {
  const at = (level: string) => (message: string, fields?: LogFields) => {
    const time = new Date(clock.now()).toISOString();
    stream.write(`${JSON.stringify({ time, level, message, ...fields })}\n`);
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
