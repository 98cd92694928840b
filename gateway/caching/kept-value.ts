import type { Position } from '../../platform/event-log/event-log.ts';

/** A value as a cache keeps it, with all that is asked before it is answered again. */
export interface KeptValue {
  /** When it was asked for, on the wall clock of the process that did. */
  readonly askedAtMs: number;
  readonly maxAgeMs: number;
  readonly staleMs: number;
  /** What it has surely applied; undefined where the subgraphs gave no position. */
  readonly position: Position | undefined;
  /** The mark that stood when it was asked for (`write-marks.ts`). */
  readonly mark: string;
  /** JSON. */
  readonly text: string;
}

/** One line of JSON about the value, then the value as it is: what is long is never parsed. */
export function toKeptText({ text, ...about }: KeptValue): string {
  return `${JSON.stringify(about)}\n${text}`;
}

/** Undefined for what is none: another version of this software may share the tier. */
export function readKeptText(kept: string): KeptValue | undefined {
  const end = kept.indexOf('\n');
  if (end === -1) return undefined;
  try {
    const { askedAtMs, maxAgeMs, staleMs, position, mark } = JSON.parse(kept.slice(0, end)) as Record<string, unknown>;
    if (typeof askedAtMs !== 'number' || typeof maxAgeMs !== 'number' || typeof staleMs !== 'number' || typeof mark !== 'string') return undefined;
    return { askedAtMs, maxAgeMs, staleMs, mark, position: typeof position === 'string' ? position : undefined, text: kept.slice(end + 1) };
  } catch {
    return undefined;
  }
}
