import { open } from "node:fs/promises";

/** Countries that the orders come from; the pipeline keeps those of `keptCountries`. */
const countries = ["DE", "FR", "US", "GB", "IT", "ES", "NL", "PL", "JP", "BR"] as const;
const categories = ["books", "music", "toys", "garden", "sports"] as const;
const firstMs = Date.UTC(2024, 0, 1);
const yearSeconds = 366 * 24 * 3600;
const chunkRows = 10_000;

/**
 * Writes a CSV of orders, the same for the same number of rows, and returns its size in bytes; a million rows are about
 * 65 MB. No field needs quotes, as in most exports of a database.
 */
export async function writeOrders(
  path: string,
  rows: number,
  signal: AbortSignal,
): Promise<number> {
  const random = seededRandom(20_240_101);
  await using file = await open(path, "w");
  await file.write("id,name,country,amount,ts,category,quantity\n");
  for (let first = 1; first <= rows; first += chunkRows) {
    signal.throwIfAborted();
    const past = Math.min(first + chunkRows, rows + 1);
    let text = "";
    for (let id = first; id < past; id++) text += orderRow(id, random);
    await file.write(text);
  }
  return (await file.stat()).size;
}

function orderRow(id: number, random: () => number): string {
  const below = (limit: number): number => Math.floor(random() * limit);
  const name = `Customer no ${100_000 + below(900_000)}`;
  const country = countries[below(countries.length)] ?? "DE";
  const amount = (below(50_000) / 100).toFixed(2);
  const ts = `${new Date(firstMs + below(yearSeconds) * 1000).toISOString().slice(0, 19)}Z`;
  const category = categories[below(categories.length)] ?? "books";
  return `${id},${name},${country},${amount},${ts},${category},${1 + below(20)}\n`;
}

/** Numbers from 0 up to 1 that a seed determines (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
