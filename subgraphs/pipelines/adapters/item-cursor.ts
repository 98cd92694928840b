import type { JsonValue } from '../../../platform/json/json-value.ts';
import { SourceChangedError, type SourceCursor, type SourceItem } from '../domain/source-cursor.ts';

/** A record of a source before it has its key. */
export type RawItem = { readonly record: JsonValue } | { readonly text: string; readonly reason: string };

interface Checkpoint {
  /** Records taken so far. */
  readonly index: number;
  readonly fingerprint: string;
}

/**
 * A cursor over items that always come in the same order while `fingerprint` is the same.
 * Opened at a checkpoint it passes over what was taken; one of another fingerprint is a SourceChangedError.
 */
export async function openItemCursor(
  items: AsyncIterable<RawItem>,
  options: { checkpoint: JsonValue; fingerprint: string; keyPrefix: string; what: string; close?: () => Promise<void> },
): Promise<SourceCursor> {
  const { fingerprint, keyPrefix } = options;
  const iterator = items[Symbol.asyncIterator]();
  const from = readCheckpoint(options.checkpoint);
  let index = 0;

  async function close(): Promise<void> {
    await iterator.return?.();
    await options.close?.();
  }

  if (from !== undefined && from.fingerprint !== fingerprint) {
    await close();
    throw new SourceChangedError(options.what);
  }
  while (index < (from?.index ?? 0)) {
    if ((await iterator.next()).done === true) throw new SourceChangedError(options.what);
    index += 1;
  }

  return {
    async next(limit) {
      const batch: SourceItem[] = [];
      let done = false;
      while (batch.length < limit && !done) {
        const next = await iterator.next();
        if (next.done === true) done = true;
        else {
          batch.push(toItem(next.value, `${keyPrefix}${String(index).padStart(9, '0')}`));
          index += 1;
        }
      }
      const checkpoint: Checkpoint = { index, fingerprint };
      return { items: batch, checkpoint: { ...checkpoint }, done };
    },
    close,
  };
}

function toItem(raw: RawItem, key: string): SourceItem {
  return 'record' in raw ? { kind: 'record', key, record: raw.record } : { kind: 'unreadable', key, text: raw.text, reason: raw.reason };
}

function readCheckpoint(checkpoint: JsonValue): Checkpoint | undefined {
  if (typeof checkpoint !== 'object' || checkpoint === null || Array.isArray(checkpoint)) return undefined;
  const { index, fingerprint } = checkpoint as { index?: JsonValue; fingerprint?: JsonValue };
  return typeof index === 'number' && typeof fingerprint === 'string' ? { index, fingerprint } : undefined;
}
