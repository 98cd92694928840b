import { createHash } from 'node:crypto';

/** The key of an advisory lock: locks belong to the whole database, so it is made of schema and purpose. */
export function toLockKey(schema: string, purpose: 'migrations' | 'commit order' | 'relay'): bigint {
  return createHash('sha256').update(`autoweave/${schema}/${purpose}`).digest().readBigInt64BE(0);
}
