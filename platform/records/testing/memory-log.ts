import { CodedError } from '../../errors/coded-error.ts';
import type { AppendOutcome, EventDraft, EventLog } from '../../event-log/event-log.ts';
import { toPosition } from '../../event-log/position.ts';
import type { Scope } from '../../request/scope.ts';

/** An event log's `append` in memory, which can be taken away and which notes every call. */
export interface MemoryLog extends Pick<EventLog, 'append'> {
  /** Every event that is in the log, oldest first, by workspace. */
  events(workspace: string): readonly EventDraft[];
  /** While set, appends reject with this; with `afterAppending` they first take effect, as when an answer is lost. */
  failure: { readonly error: Error; readonly afterAppending: boolean } | undefined;
  appendCalls(): number;
}

/** For tests of the relay: the log's promises on (source, id) and order, without its storage. */
export function createMemoryLog(): MemoryLog {
  const workspaces = new Map<string, EventDraft[]>();
  let calls = 0;

  function append(scope: Scope, drafts: readonly EventDraft[]): AppendOutcome {
    const events = workspaces.get(scope.workspace) ?? [];
    workspaces.set(scope.workspace, events);
    for (const draft of drafts) {
      const index = events.findIndex(({ source, id }) => source === draft.source && id === draft.id);
      if (index >= 0 && JSON.stringify(events[index]) !== JSON.stringify(draft)) {
        return { kind: 'id-conflict', source: draft.source, id: draft.id, position: toMemoryPosition(scope, index) };
      }
    }
    const appended = drafts.map((draft) => {
      const known = events.findIndex(({ source, id }) => source === draft.source && id === draft.id);
      const index = known >= 0 ? known : events.push(draft) - 1;
      return { id: draft.id, position: toMemoryPosition(scope, index), sequence: index + 1, duplicate: known >= 0 };
    });
    return { kind: 'appended', events: appended, durability: { level: 'fsynced', replicas: 0 } };
  }

  const log: MemoryLog = {
    failure: undefined,
    events: (workspace) => workspaces.get(workspace) ?? [],
    appendCalls: () => calls,
    async append(scope, drafts) {
      calls += 1;
      const { failure } = log;
      if (failure?.afterAppending === false) throw failure.error;
      if (drafts.some((draft) => draft.type === '')) throw new CodedError('BAD_USER_INPUT', 'type: expected a dotted name');
      const outcome = append(scope, drafts);
      if (failure !== undefined) throw failure.error;
      return outcome;
    },
  };
  return log;
}

function toMemoryPosition({ workspace }: Scope, index: number): string {
  return toPosition({ workspace, epoch: 1, sequence: index + 1 });
}
