import { CodedError } from '../../errors/coded-error.ts';
import type { ArchiveState, EventArchive } from './event-archive.ts';

const EMPTY: ArchiveState = { through: 0, floor: 0, events: 0, bytes: 0 };

/** Stands where a log has no archive: it keeps nothing, and whoever looks for something in it is told. */
export const NO_ARCHIVE: EventArchive = {
  state: () => Promise.resolve(EMPTY),
  store: absent,
  read: absent,
  count: absent,
  find: absent,
  retain: absent,
  drop: absent,
  erase: absent,
  remember: () => Promise.resolve(),
  recall: () => Promise.resolve({ forks: [], policy: undefined, recordedAt: 0 }),
  streams: () => Promise.resolve([]),
  workspaces: () => Promise.resolve([]),
  typesOf: () => Promise.resolve([]),
  dropped: () => Promise.resolve([]),
  erasures: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

function absent(): Promise<never> {
  return Promise.reject(new CodedError('LOG_UNAVAILABLE', 'older events are in an archive that this process does not have'));
}
