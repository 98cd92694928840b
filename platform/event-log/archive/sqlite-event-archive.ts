import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CodedError } from '../../errors/coded-error.ts';
import type { Closable } from '../../lifecycle/lifecycle.ts';
import { lockFile } from '../../sqlite/file-lock.ts';
import { siblingModule } from '../../sqlite/sibling-module.ts';
import { openSqliteReader, type SqliteReader } from '../../sqlite/sqlite-reader.ts';
import { openSqliteWriter, type SqliteWriter } from '../../sqlite/sqlite-writer.ts';
import { countEvents, readEvents, type WorkspaceRange } from '../sqlite-event-reader.ts';
import { EVENT_COLUMNS, toRecordedEvent, type EventRow } from '../sqlite-event-row.ts';
import { firstKey } from '../sqlite-event-schema.ts';
import { readDropped, readErasures, typesOfSubject } from '../sqlite-kept-rows.ts';
import { unexpectedReply } from '../sqlite-log-keeping.ts';
import { readWorkspaceBounds, type WorkspaceBounds } from '../sqlite-workspace-bounds.ts';
import { readForks } from '../log-bounds.ts';
import { digestKey } from '../stored-event.ts';
import type { ArchiveRange, ArchiveState, EventArchive } from './event-archive.ts';
import type { ArchiveReply, ArchiveRequest } from './sqlite-archive-handler.ts';

interface Opened {
  readonly writer: SqliteWriter<ArchiveRequest, ArchiveReply>;
  readonly lock: Closable;
}

/**
 * The embedded archive: one file beside the records. Any process of the folder may read it; the first that writes owns it, and
 * others that want to write are refused with LOG_UNAVAILABLE. Nothing is opened before it is needed.
 */
export function createSqliteEventArchive(options: { file: string }): EventArchive {
  const file = resolve(options.file);
  let reader: SqliteReader | undefined;
  let opening: Promise<Opened> | undefined;

  function openReader(): SqliteReader | undefined {
    if (reader === undefined && existsSync(file)) reader = openSqliteReader(file);
    return reader;
  }

  async function openOnce(): Promise<Opened> {
    mkdirSync(dirname(file), { recursive: true });
    const lock = lockFile(file, 'archive of events');
    try {
      return { lock, writer: await openSqliteWriter({ file, handler: siblingModule(import.meta.url, 'sqlite-archive-handler') }) };
    } catch (error) {
      await lock.close();
      throw error;
    }
  }

  async function write(request: ArchiveRequest): Promise<ArchiveReply> {
    try {
      opening ??= openOnce();
      return await (await opening).writer.write(request);
    } catch (error) {
      // Another owner may be gone at the next time.
      await opening?.catch(() => (opening = undefined));
      throw new CodedError('LOG_UNAVAILABLE', 'the archive of events could not be written', { cause: error });
    }
  }

  function boundsOf(workspace: string): WorkspaceBounds | undefined {
    const open = openReader();
    return open === undefined ? undefined : readWorkspaceBounds(open, workspace);
  }

  function stateOf(workspace: string): ArchiveState {
    const { head: through = 0, floor = 0, events = 0, bytes = 0 } = boundsOf(workspace) ?? {};
    return { through, floor, events, bytes };
  }

  /** The archive's own part of a range, or undefined when it has none. */
  function cut({ workspace, low, high, forks }: ArchiveRange): { reader: SqliteReader; range: WorkspaceRange } | undefined {
    const open = openReader();
    const bounds = boundsOf(workspace);
    if (open === undefined || bounds === undefined || bounds.number === 0) {
      if (high > low) throw new CodedError('LOG_UNAVAILABLE', `the archive of events is not at ${file}`);
      return undefined;
    }
    return { reader: open, range: { ...bounds, forks, low: Math.max(low, bounds.floor), high: Math.min(high, bounds.head) } };
  }

  return {
    state: async (workspace) => stateOf(workspace),
    async store(workspace, rows) {
      await write({ kind: 'store', workspace, rows });
      return stateOf(workspace);
    },
    async read(range, matcher, limits) {
      const part = cut(range);
      return part === undefined ? { events: [], isWhole: true } : readEvents(part.reader, { range: part.range, matcher }, limits);
    },
    async count(range, matcher) {
      const part = cut(range);
      return part === undefined ? 0 : countEvents(part.reader, { range: part.range, matcher });
    },
    async find(range, key) {
      const part = cut(range);
      if (part === undefined) return undefined;
      const { number, high } = part.range;
      const row = part.reader.get<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event WHERE key = ? + (SELECT sequence FROM event_key WHERE workspace = ? AND digest = ? AND sequence <= ?)`,
        firstKey(number),
        number,
        digestKey(key),
        high,
      );
      return row === undefined ? undefined : toRecordedEvent(row, part.range);
    },
    async retain(workspace, { policy, now, newer, upTo }) {
      for (;;) {
        const reply = await write({ kind: 'retain', workspace, policy, now, newer, upTo });
        if (reply.kind !== 'dropped') throw unexpectedReply(reply);
        if (reply.isDone) return stateOf(workspace);
      }
    },
    async drop(workspace, { upTo, now }) {
      if (stateOf(workspace).floor >= upTo) return 0;
      let count = 0;
      for (;;) {
        const reply = await write({ kind: 'drop', workspace, upTo, now });
        if (reply.kind !== 'dropped') throw unexpectedReply(reply);
        count += reply.events;
        if (reply.isDone) return count;
      }
    },
    async erase(workspace, { subject, now }) {
      const digests: string[] = [];
      for (;;) {
        const reply = await write({ kind: 'erase', workspace, subject, now });
        if (reply.kind !== 'erased') throw unexpectedReply(reply);
        digests.push(...reply.digests);
        if (reply.isDone) return { events: digests.length, through: reply.through, digests };
      }
    },
    async remember(workspace, { forks, policy }) {
      await write({ kind: 'remember', workspace, forks: JSON.stringify(forks), policy: policy ?? null });
    },
    async recall(workspace) {
      const open = openReader();
      const row = open?.get<{ number: number; head: number; forks: string; policy: string | null }>(
        'SELECT number, head, forks, policy FROM workspace WHERE name = ?',
        workspace,
      );
      if (open === undefined || row === undefined) return { forks: [], policy: undefined, recordedAt: 0 };
      const base = firstKey(row.number);
      const last = open.get<{ at: number }>('SELECT recorded_at AS at FROM event WHERE key > ? AND key <= ? ORDER BY key DESC LIMIT 1', base, base + row.head);
      return { forks: readForks(row.forks), policy: row.policy ?? undefined, recordedAt: last?.at ?? 0 };
    },
    async streams(workspace, { after, limit }) {
      const [open, bounds] = [openReader(), boundsOf(workspace)];
      if (open === undefined || bounds === undefined) return [];
      const base = firstKey(bounds.number);
      return open.all<{ subject: string; revision: number }>(
        `SELECT subject, max(revision) AS revision FROM event WHERE subject > ? AND key > ? AND key <= ? AND revision IS NOT NULL
          GROUP BY subject ORDER BY subject LIMIT ?`,
        after,
        base,
        base + bounds.head,
        limit,
      );
    },
    workspaces: async () =>
      openReader()
        ?.all<{ name: string }>('SELECT name FROM workspace WHERE head > 0 ORDER BY name')
        .map(({ name }) => name) ?? [],
    async typesOf(workspace, subject) {
      const [open, bounds] = [openReader(), boundsOf(workspace)];
      return open === undefined || bounds === undefined ? [] : typesOfSubject(open, bounds, subject);
    },
    async dropped(workspace, toPosition) {
      const [open, bounds] = [openReader(), boundsOf(workspace)];
      return open === undefined || bounds === undefined ? [] : readDropped(open, bounds, toPosition);
    },
    async erasures(workspace, toPosition) {
      const [open, bounds] = [openReader(), boundsOf(workspace)];
      return open === undefined || bounds === undefined ? [] : readErasures(open, bounds, toPosition);
    },
    async close() {
      const opened = await opening?.catch(() => undefined);
      await opened?.writer.close();
      reader?.close();
      await opened?.lock.close();
    },
  };
}
