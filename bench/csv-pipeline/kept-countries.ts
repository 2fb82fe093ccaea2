/** The filter of every contender keeps the orders of these countries. */
export const keptCountries = ["DE", "FR", "US", "GB", "IT"] as const;
