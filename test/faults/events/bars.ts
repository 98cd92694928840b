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

/** Bars that are drawn over each other in a terminal; elsewhere a line now and then. */
export function createBars(out: NodeJS.WriteStream): Bars {
  let drawn = 0;
  let lastMs = 0;
  return {
    show(bars) {
      const lines = bars.map(toLine);
      if (out.isTTY) {
        out.write(`${drawn === 0 ? '' : `\u001b[${drawn}A`}${lines.map((line) => `\u001b[2K${line}\n`).join('')}`);
        drawn = lines.length;
      } else if (performance.now() - lastMs >= QUIET_EVERY_MS) {
        lastMs = performance.now();
        out.write(`${bars.map(({ label, value }) => `${label} ${value}`).join(' · ')}\n`);
      }
    },
    close: () => void (drawn = 0),
  };
}

function toLine({ label, value, of }: Bar): string {
  const full = Math.round(WIDTH * Math.min(1, of === 0 ? 1 : value / of));
  return `${label.padEnd(14)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${value}/${of}`;
}
