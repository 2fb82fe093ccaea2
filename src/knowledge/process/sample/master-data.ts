import type { SeededRandom } from "./seeded-random.ts";

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly region: string;
  readonly segment: Segment;
  readonly creditRating: string;
  readonly paymentDays: number;
}

export interface Market {
  readonly country: string;
  readonly region: string;
  readonly currency: string;
  readonly salesOrg: string;
  readonly cities: readonly string[];
}

export type Segment = "Retail" | "Wholesale" | "Industry" | "Public Sector";

export const markets: readonly (readonly [Market, number])[] = [
  [market("Germany", "EMEA", "EUR", "1000 Germany", "Munich", "Hamburg", "Leipzig"), 26],
  [market("France", "EMEA", "EUR", "1100 France", "Lyon", "Paris", "Lille"), 14],
  [market("United Kingdom", "EMEA", "GBP", "1200 United Kingdom", "Leeds", "London"), 12],
  [market("United States", "AMER", "USD", "2000 United States", "Chicago", "Dallas", "Boston"), 24],
  [market("Brazil", "AMER", "BRL", "2100 Brazil", "São Paulo", "Curitiba"), 7],
  [market("Japan", "APAC", "JPY", "3000 Japan", "Osaka", "Tokyo", "Nagoya"), 10],
  [market("Singapore", "APAC", "SGD", "3100 Singapore", "Singapore"), 7],
];

export const segments: readonly (readonly [Segment, number])[] = [
  ["Retail", 30],
  ["Wholesale", 25],
  ["Industry", 35],
  ["Public Sector", 10],
];

export const clerks = [
  "John Doe",
  "Jane Smith",
  "Aiko Tanaka",
  "Ben Carter",
  "Camille Laurent",
  "Daniel Weber",
  "Elena Rossi",
  "Fatima Khan",
  "Gabriel Souza",
  "Hannah Fischer",
  "Isaac Wright",
  "Julia Nowak",
] as const;

export const productGroups: readonly (readonly [string, number])[] = [
  ["Pumps", 25],
  ["Valves", 22],
  ["Drives", 18],
  ["Sensors", 20],
  ["Spare Parts", 15],
];

export function customers(count: number, random: SeededRandom): readonly Customer[] {
  return Array.from({ length: count }, (_, index) => {
    const { country, region, cities } = random.weighted(markets);
    const segment = random.weighted(segments);
    return {
      id: `C${String(10_001 + index)}`,
      name: `${random.pick(nameStarts)} ${random.pick(nameEnds[segment])} ${String(index + 1)}`,
      country,
      city: random.pick(cities),
      region,
      segment,
      creditRating: random.weighted([
        ["A", 40],
        ["B", 35],
        ["C", 18],
        ["D", 7],
      ]),
      paymentDays: segment === "Public Sector" ? 60 : random.pick([14, 30, 30, 45]),
    };
  });
}

const nameStarts = ["Nordic", "Alpine", "Pacific", "Summit", "Harbor", "Union", "Delta", "Prime"];

const nameEnds: Readonly<Record<Segment, readonly string[]>> = {
  Retail: ["Stores", "Markets", "Shops"],
  Wholesale: ["Trading", "Supply", "Distribution"],
  Industry: ["Works", "Engineering", "Machines"],
  "Public Sector": ["Utilities", "Water Board", "Transit"],
};

function market(
  country: string,
  region: string,
  currency: string,
  salesOrg: string,
  ...cities: readonly string[]
): Market {
  return { country, region, currency, salesOrg, cities };
}
