import type { Records } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { SideEffect } from '../domain/side-effects.ts';
import type { RoutingTables } from './routing-tables.ts';

/** Those of these effects that have happened. */
export async function readEffects<DB extends RoutingTables>(
  records: Pick<Records<DB>, 'read'>,
  scope: Scope,
  keys: readonly string[],
): Promise<readonly SideEffect[]> {
  if (keys.length === 0) return [];
  const { read } = records as unknown as Pick<Records<RoutingTables>, 'read'>;
  const rows = await read(scope, (db) =>
    db
      .selectFrom('side_effect')
      .selectAll()
      .where('effect_key', 'in', [...keys]),
  );
  return rows.map(({ effect_key, digest, done_at }) => ({ key: effect_key, digest, atMs: Number(done_at) }));
}
