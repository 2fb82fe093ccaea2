export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

const opens = 8;
const closes = 18;

/** The same moment when people work then, else the next morning of a weekday. */
export function atWork(timeMs: number): number {
  const date = new Date(timeMs);
  const hour = (timeMs % dayMs) / hourMs;
  const weekday = date.getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  if (!isWeekend && hour >= opens && hour < closes) return timeMs;
  const minutes = (timeMs / 60_000) % 90;
  const startOfDay = timeMs - (timeMs % dayMs);
  let day = hour >= closes || isWeekend ? startOfDay + dayMs : startOfDay;
  while ([0, 6].includes(new Date(day).getUTCDay())) day += dayMs;
  return day + opens * hourMs + Math.floor(minutes) * 60_000;
}

/** After so many hours in which people work. */
export function workedFor(timeMs: number, hours: number): number {
  let at = atWork(timeMs);
  let left = hours;
  for (;;) {
    const today = closes - (at % dayMs) / hourMs;
    if (left <= today) return at + left * hourMs;
    left -= today;
    at = atWork(at + today * hourMs);
  }
}

/** The next run of a batch at an hour of the night, on any day but Sunday. */
export function nightly(timeMs: number, hour: number): number {
  const startOfDay = timeMs - (timeMs % dayMs);
  let run = startOfDay + hour * hourMs;
  if (run <= timeMs) run += dayMs;
  return new Date(run).getUTCDay() === 0 ? run + dayMs : run;
}
