import { median } from "../support/median.ts";
import type { ProcessCost } from "../support/measure-process.ts";
import { printTable } from "../support/print-table.ts";
import type { Contender, ContenderName } from "./contenders.ts";

/** What Slipway promises for this job, against Miller in the same run. */
const expectation = { wallRatioMin: 1.5, cpuRatioMin: 2, peakMbMax: 250 } as const;

export interface ContenderFigures extends ProcessCost {
  readonly rowsPerSecond: number;
}

/** How many times the cost of Slipway another contender has. */
export interface CostRatio {
  readonly wall: number;
  readonly cpu: number;
}

export interface CostReport {
  readonly contenders: Readonly<Partial<Record<ContenderName, ContenderFigures>>>;
  readonly ratios: Readonly<Partial<Record<ContenderName, CostRatio>>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Medians over the rounds, ratios to Slipway, and whether Slipway keeps what it promises. */
export function reportCosts(
  costs: ReadonlyMap<Contender, readonly ProcessCost[]>,
  rows: number,
  say: (line: string) => void,
): CostReport {
  const figures = new Map(
    [...costs].map(([contender, rounds]) => [contender, figuresOf(rounds, rows)]),
  );
  const own = [...figures].find(([{ name }]) => name === "slipway")?.[1];
  if (own === undefined) throw new Error("Slipway itself did not run.");
  const ratioTo = (other: ContenderFigures): CostRatio => ({
    wall: rounded(other.wallMs / own.wallMs, 2),
    cpu: rounded(other.cpuMs / own.cpuMs, 2),
  });
  const head = ["contender", "wall s", "CPU s", "peak MB", "rows/s", "wall ratio", "CPU ratio"];
  const lines = [...figures].map(([{ title }, one]) => {
    const { wall, cpu } = ratioTo(one);
    const measured = [seconds(one.wallMs), seconds(one.cpuMs), `${one.peakMb}`];
    return [title, ...measured, `${one.rowsPerSecond}`, wall.toFixed(2), cpu.toFixed(2)];
  });
  say(`\n${printTable(head, lines)}\n`);
  const byName = [...figures].map(([{ name }, one]) => [name, one] as const);
  const ratios: CostReport["ratios"] = Object.fromEntries(
    byName.filter(([name]) => name !== "slipway").map(([name, one]) => [name, ratioTo(one)]),
  );
  return {
    contenders: Object.fromEntries(byName),
    ratios,
    expected: compare(own, ratios.mlr, say),
  };
}

function compare(
  own: ContenderFigures,
  miller: CostRatio | undefined,
  say: (line: string) => void,
): Readonly<Record<string, unknown>> {
  const { wallRatioMin, cpuRatioMin, peakMbMax } = expectation;
  const met =
    miller !== undefined &&
    miller.wall >= wallRatioMin &&
    miller.cpu >= cpuRatioMin &&
    own.peakMb < peakMbMax;
  const found =
    miller === undefined
      ? "not known, Miller did not run"
      : `found ${miller.wall}× in wall, ${miller.cpu}× in CPU, ${own.peakMb} MB`;
  say(
    `expected: ≥${wallRatioMin}× mlr in wall, ≥${cpuRatioMin}× in CPU, < ${peakMbMax} MB: ${met ? "met" : "not met"} (${found})`,
  );
  return { ...expectation, met };
}

function figuresOf(rounds: readonly ProcessCost[], rows: number): ContenderFigures {
  const wallMs = median(rounds.map((cost) => cost.wallMs));
  return {
    wallMs: rounded(wallMs, 0),
    cpuMs: rounded(median(rounds.map((cost) => cost.cpuMs)), 0),
    peakMb: rounded(median(rounds.map((cost) => cost.peakMb)), 0),
    rowsPerSecond: Math.round(rows / (wallMs / 1000)),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
