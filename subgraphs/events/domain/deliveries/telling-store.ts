import type { DeliveryStore, LineUnit } from './delivery-store.ts';

/** A store that tells of every unit that it has committed. */
export function createTellingStore(store: DeliveryStore, tell: (workspace: string, unit: LineUnit) => void): DeliveryStore {
  return {
    ...store,
    async commit(scope, unit) {
      const outcome = await store.commit(scope, unit);
      if (outcome.kind === 'committed') tell(scope.workspace, unit);
      return outcome;
    },
    async command(scope, unit) {
      const outcome = await store.command(scope, unit);
      if (outcome.kind === 'committed') tell(scope.workspace, unit);
      return outcome;
    },
  };
}

/** The lines whose deliveries a unit may have changed. */
export function changedLines({ changes }: LineUnit): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => {
      if (change.kind === 'note-push' || change.kind === 'note-active') return [];
      if (change.kind === 'bind') return [change.binding.lineId];
      return [change.kind === 'create-line' ? change.line.id : change.lineId];
    }),
  );
}
