import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Scope } from '../request/scope.ts';
import type { AppendOptions, AppendOutcome, AppendedEvent, EventDraft } from './event-log.ts';
import { epochOf, readForks } from './log-bounds.ts';
import { logFull } from './log-full.ts';
import { toPosition } from './position.ts';
import type { RedisConnection } from './redis-connection.ts';
import { toAppendArguments } from './redis-entry.ts';
import type { RedisHeadSignal } from './redis-head-signal.ts';
import { MAX_NEWS_BYTES } from './redis-news.ts';
import { createRedisScript } from './redis-script.ts';
import { APPEND_SCRIPT } from './redis-scripts.ts';
import { NEW_WORKSPACE, workspacesKey } from './redis-workspace-list.ts';
import type { RedisWorkspace } from './redis-workspace.ts';
import { toStoredEvents, type StoredEvent } from './stored-event.ts';

/** What appending shares with the rest of the log. */
export interface AppenderOptions {
  readonly connection: RedisConnection;
  readonly clock: Clock;
  readonly signal: RedisHeadSignal;
  readonly keyPrefix: string;
  readonly open: (name: string) => RedisWorkspace;
}

/** A server may be replaced while it is being recognised; this often it is tried anew before the caller is told. */
const MAX_ATTEMPTS = 5;
const appendScript = createRedisScript(APPEND_SCRIPT);

/** The append of the Redis log: one script call, preceded by the recognition of a server that is new to the workspace. */
export function createRedisAppender({ connection, clock, signal, keyPrefix, open }: AppenderOptions) {
  const listed = new Set<string>();

  async function list(name: string): Promise<void> {
    await connection.redis.sadd(workspacesKey(keyPrefix), name);
    listed.add(name);
  }

  return async function append(
    { workspace: name, principal }: Scope,
    drafts: readonly EventDraft[],
    { expectedRevision }: AppendOptions,
  ): Promise<AppendOutcome> {
    const events = toStoredEvents(drafts, principal);
    const workspace = open(name);
    const { events: stream, meta, keys, revisions } = workspace.keys;
    const now = clock.now();
    const payload = events.flatMap(toAppendArguments);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const { runId, level } = connection.requireFacts();
      if (!listed.has(name)) await list(name);
      if (workspace.isOutdated()) await workspace.recognise();
      const condition = [expectedRevision?.subject ?? '', expectedRevision?.revision ?? '', signal.channelOf(name), MAX_NEWS_BYTES];
      const reply = (await appendScript.run(connection.redis, [stream, meta, keys, revisions], [runId, now, ...condition, ...payload])) as string[];
      if (reply[0] === 'unrecognised') {
        // What was rolled back may have taken the list of workspaces with it.
        listed.delete(name);
        await workspace.recognise();
        continue;
      }
      if (reply[0] === 'revision-conflict') {
        return { kind: 'revision-conflict', subject: expectedRevision?.subject ?? '', expected: expectedRevision?.revision ?? 0, actual: Number(reply[1]) };
      }
      if (reply[0] === 'full') throw logFull({ limit: reply[1] === 'maxEvents' ? 'maxEvents' : 'maxBytes', max: Number(reply[2]), kept: Number(reply[3]) });
      if (reply[0] === 'id-conflict') return toIdConflict(reply, { events, name });
      const appended = toAppended(reply, { events, name });
      if (appended.some((event) => !event.duplicate)) await tell(workspace, reply, appended);
      return { kind: 'appended', events: appended, durability: { level, replicas: 0 } };
    }
    throw new CodedError('LOG_UNAVAILABLE', 'the server of the event log changes too often');
  };

  async function tell(workspace: RedisWorkspace, reply: readonly string[], appended: readonly AppendedEvent[]): Promise<void> {
    const head = Number(reply[1]);
    workspace.note({ head, forks: readForks(reply[2]) });
    if (appended[0]?.sequence === 1) signal.publish(NEW_WORKSPACE, 1);
    await signal.told(workspace.name, head);
  }
}

function toAppended(reply: readonly string[], { events, name }: { events: readonly StoredEvent[]; name: string }): AppendedEvent[] {
  const bounds = { head: Number(reply[1]), floor: 0, forks: readForks(reply[2]) };
  return events.map((event, index) => {
    const [sequence, revision, duplicate] = reply.slice(3 + 3 * index, 6 + 3 * index);
    const at = Number(sequence);
    return {
      id: event.id,
      position: toPosition({ workspace: name, epoch: epochOf(bounds, at), sequence: at }),
      sequence: at,
      ...(revision === '' ? {} : { revision: Number(revision) }),
      duplicate: duplicate === '1',
    };
  });
}

function toIdConflict(reply: readonly string[], { events, name }: { events: readonly StoredEvent[]; name: string }): AppendOutcome {
  const { source = '', id = '' } = events[Number(reply[1])] ?? {};
  const sequence = Number(reply[2]);
  const bounds = { head: sequence, floor: 0, forks: readForks(reply[3]) };
  return { kind: 'id-conflict', source, id, position: toPosition({ workspace: name, epoch: epochOf(bounds, sequence), sequence }) };
}
