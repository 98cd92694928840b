/** One thing that grows towards a number. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly of: number;
}

export interface Bars {
  show(bars: readonly Bar[]): void;
  /** Leaves what stands there. */
  close(): void;
}

const WIDTH = 28;
const QUIET_EVERY_MS = 10_000;

/** Bars that are drawn over each other in a terminal; elsewhere a line now and then. Of the first one also how fast it grows, and for how long still. */
export function createBars(out: NodeJS.WriteStream): Bars {
  let drawn = 0;
  let lastMs = 0;
  let first: { readonly value: number; readonly atMs: number } | undefined;
  return {
    show(bars) {
      const [lead] = bars;
      if (lead !== undefined) first ??= { value: lead.value, atMs: performance.now() };
      const pace = lead === undefined || first === undefined ? '' : toPace(lead, first);
      const lines = bars.map((bar, index) => toLine(bar) + (index === 0 ? pace : ''));
      if (out.isTTY) {
        out.write(`${drawn === 0 ? '' : `\u001b[${drawn}A`}${lines.map((line) => `\u001b[2K${line}\n`).join('')}`);
        drawn = lines.length;
      } else if (performance.now() - lastMs >= QUIET_EVERY_MS) {
        lastMs = performance.now();
        out.write(`${bars.map(({ label, value, of }) => `${label} ${value}/${of}`).join(' · ')}${pace}\n`);
      }
    },
    close() {
      drawn = 0;
      first = undefined;
    },
  };
}

function toPace({ value, of }: Bar, first: { readonly value: number; readonly atMs: number }): string {
  const perSecond = ((value - first.value) * 1_000) / (performance.now() - first.atMs);
  if (!(perSecond > 0)) return '';
  return ` · ${Math.round(perSecond)} a second, ${Math.ceil(Math.max(0, of - value) / perSecond / 60)} min left`;
}

function toLine({ label, value, of }: Bar): string {
  const full = Math.round(WIDTH * Math.min(1, of === 0 ? 1 : value / of));
  return `${label.padEnd(14)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${value}/${of}`;
}
