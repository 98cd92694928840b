/** What a benchmark found. */
export interface BenchReport {
  /** True when every answer was right. */
  readonly ok: boolean;
  /** Rows of the table: one a contestant, each figure with its unit in its name. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Named as "ours / peer". */
  readonly ratios: Readonly<Record<string, number>>;
}

/** Prints the table, then the one JSON line that machines read. */
export function printReport(name: string, report: BenchReport): void {
  console.table(report.rows);
  console.table(report.ratios);
  console.log(JSON.stringify({ bench: name, ok: report.ok, ratios: report.ratios, figures: report.rows }));
}

/** The middle value; of an even count the mean of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The q-quantile (0 to 1) by linear interpolation; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Rounds for a table: three significant digits. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
