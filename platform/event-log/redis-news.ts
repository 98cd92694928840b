import type { EntryAttributes } from './redis-entry.ts';

/** What an append tells those who listen, when it is small: its entries, and of which log they are. */
export interface RedisNews {
  readonly head: number;
  /** The run id of the server that the log was on. */
  readonly incarnation: string;
  /** JSON, see `log-bounds.ts`. */
  readonly forks: string;
  /** Without a hole, the last at `head`; none where the append was too large to be told. */
  readonly entries: readonly EntryAttributes[];
}

/** Bytes of bodies that a signal carries. What is larger is read from the stream, page by page, by those who want it. */
export const MAX_NEWS_BYTES = 16_384;

const COMMON = 4;
const WIDTH = 7;

/** Reads a message of `APPEND_SCRIPT`: a head, or a list of texts. Undefined for anything else. */
export function readRedisNews(message: unknown): RedisNews | undefined {
  if (typeof message === 'number') return { head: message, incarnation: '', forks: '', entries: [] };
  if (!Array.isArray(message) || (message.length - COMMON) % WIDTH !== 0 || !message.every((part) => typeof part === 'string')) return undefined;
  const [head = '', incarnation = '', forks = '', recordedAt = ''] = message as readonly string[];
  const last = Number(head);
  const count = (message.length - COMMON) / WIDTH;
  const entries = Array.from({ length: count }, (_, index): EntryAttributes => {
    const at = COMMON + index * WIDTH;
    const [revision = '', id = '', source = '', type = '', subject = '', correlationId = '', body = ''] = message.slice(at, at + WIDTH) as readonly string[];
    const sequence = last - count + 1 + index;
    return {
      sequence,
      recordedAt: Number(recordedAt),
      revision,
      id,
      source,
      type,
      subject: subject || undefined,
      correlationId: correlationId || undefined,
      body,
    };
  });
  return { head: last, incarnation, forks, entries };
}
