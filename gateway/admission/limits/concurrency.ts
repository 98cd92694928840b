import type { AdmissionConfig } from '../config.ts';
import type { AdmissionStage, Draft } from '../stage.ts';
import { beyondLimit } from './beyond-limit.ts';

/** How many operations run at a time: on one connection, and of one principal. A place is free again when its operation ends. */
export function createConcurrencyLimits(limits: Pick<AdmissionConfig, 'maxSocketOperations' | 'maxConcurrentOperations'>): readonly AdmissionStage[] {
  const byConnection = new WeakMap<object, { running: number }>();
  const byCaller = new Map<string, { running: number }>();
  return [
    {
      name: 'limit: operations of a connection',
      admit(draft) {
        const { connection } = draft;
        if (connection === undefined) return {};
        const places = byConnection.get(connection) ?? { running: 0 };
        byConnection.set(connection, places);
        take(places, { name: 'operations of a connection', max: limits.maxSocketOperations }, draft);
        return {};
      },
    },
    {
      name: 'limit: operations of a principal',
      admit(draft) {
        const key = `${draft.identity.workspace}/${draft.identity.principal}`;
        const places = byCaller.get(key) ?? { running: 0 };
        take(places, { name: 'operations of a principal', max: limits.maxConcurrentOperations }, draft);
        byCaller.set(key, places);
        draft.onEnd(() => {
          if (places.running === 0) byCaller.delete(key);
        });
        return {};
      },
    },
  ];
}

function take(places: { running: number }, limit: { name: string; max: number }, draft: Draft): void {
  if (places.running >= limit.max) throw beyondLimit(limit.name, limit.max, places.running + 1);
  places.running += 1;
  draft.onEnd(() => {
    places.running -= 1;
  });
}
