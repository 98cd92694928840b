/** What a subgraph said, beside GraphQL, of how long its answer may be kept. What is absent was not said. */
export interface Freshness {
  /** 0: not at all. */
  readonly maxAgeMs?: number;
  /** It is for the one who asked. */
  readonly isPrivate?: true;
}

/** What holds of an answer that is made of two: the shorter age, and private when either is. */
export function leastFresh(a: Freshness | undefined, b: Freshness | undefined): Freshness | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const maxAgeMs = Math.min(a.maxAgeMs ?? Number.POSITIVE_INFINITY, b.maxAgeMs ?? Number.POSITIVE_INFINITY);
  return {
    ...(Number.isFinite(maxAgeMs) ? { maxAgeMs } : {}),
    ...(a.isPrivate === true || b.isPrivate === true ? { isPrivate: true } : {}),
  };
}
