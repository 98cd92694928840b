import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import { epochOf, keptSequence } from './log-bounds.ts';
import { KEEP_ALL, type Erasure, type LogFacts, type LogKeeping, type LogPolicy } from './log-keeping.ts';
import { assertErasable, readLogPolicy } from './log-policy.ts';
import { readPosition, toPosition } from './position.ts';
import type { SqliteLogReply, SqliteLogRequest } from './sqlite-append-handler.ts';
import { readDropped, readErasures, typesOfSubject } from './sqlite-kept-rows.ts';
import type { WorkspaceBounds } from './sqlite-workspace-bounds.ts';

/** What the keeping of the embedded log works with. */
export interface SqliteKeepingParts {
  readonly write: (request: SqliteLogRequest) => Promise<SqliteLogReply>;
  readonly reader: SqliteReader;
  readonly clock: Clock;
  readonly boundsOf: (workspace: string) => WorkspaceBounds;
  readonly idempotencyWindowMs: number;
}

/** The keeping of the embedded log: the table is its hot window and its archive in one. */
export function createSqliteKeeping({ write, reader, clock, boundsOf, idempotencyWindowMs }: SqliteKeepingParts): LogKeeping {
  const positionIn = (bounds: WorkspaceBounds, sequence: number) => toPosition({ workspace: bounds.name, epoch: epochOf(bounds, sequence), sequence });

  function policyOf(workspace: string): LogPolicy {
    boundsOf(workspace);
    const row = reader.get<{ policy: string | null }>('SELECT policy FROM workspace WHERE name = ?', workspace);
    return row?.policy === null || row === undefined ? KEEP_ALL : (JSON.parse(row.policy) as LogPolicy);
  }

  async function forgetKeys(workspace: string): Promise<void> {
    for (let after = ''; ;) {
      const reply = await write({ kind: 'forget-keys', workspace, before: clock.now() - idempotencyWindowMs, after });
      if (reply.kind !== 'forgotten') throw unexpectedReply(reply);
      after = reply.next;
      if (after === '') return;
    }
  }

  return {
    policy: async ({ workspace }) => policyOf(workspace),
    async setPolicy({ workspace }, policy) {
      const read = readLogPolicy(policy);
      await write({ kind: 'set-policy', workspace, policy: JSON.stringify(read), quota: read.quota });
    },
    async facts({ workspace }): Promise<LogFacts> {
      const bounds = boundsOf(workspace);
      return {
        events: bounds.events,
        bytes: bounds.bytes,
        archivedEvents: 0,
        availableFrom: positionIn(bounds, bounds.floor),
        dropped: readDropped(reader, bounds, (sequence) => positionIn(bounds, sequence)),
        erasures: readErasures(reader, bounds, (sequence) => positionIn(bounds, sequence)),
      };
    },
    async keep({ workspace }, { requiredAfter } = {}) {
      const upTo = requiredAfter === undefined ? undefined : keptSequence(boundsOf(workspace), readPosition(requiredAfter, workspace, 'requiredAfter'));
      const policy = policyOf(workspace);
      const due = policy.retention.length > 0 || policy.compaction.length > 0;
      for (let isDone = !due; !isDone;) {
        const reply = await write({ kind: 'retain', workspace, policy, now: clock.now(), newer: { events: 0, bytes: 0 }, upTo });
        if (reply.kind !== 'dropped') throw unexpectedReply(reply);
        isDone = reply.isDone;
      }
      await forgetKeys(workspace);
    },
    async erase({ workspace }, subject): Promise<Erasure> {
      const before = boundsOf(workspace);
      assertErasable(policyOf(workspace), subject, typesOfSubject(reader, before, subject));
      const now = clock.now();
      let events = 0;
      for (;;) {
        const reply = await write({ kind: 'erase', workspace, subject, now });
        if (reply.kind !== 'erased') throw unexpectedReply(reply);
        events += reply.events;
        if (reply.isDone) return { subject, events, at: now, through: positionIn(boundsOf(workspace), reply.through) };
      }
    },
  };
}

/** The writer answered something that nobody asked for. */
export function unexpectedReply(reply: { readonly kind: string }): CodedError {
  return new CodedError('INTERNAL_SERVER_ERROR', `the writer of events answered ${reply.kind}`);
}
