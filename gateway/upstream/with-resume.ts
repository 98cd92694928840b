import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { backoffMs } from './backoff.ts';
import { BrokenStream } from './broken-stream.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** The pause before the first attempt to come back, and the longest one. */
const BACKOFF = { firstMs: 100, maxMs: 10_000 };
const RECONNECTING: SubgraphFrame = { data: null, stream: { kind: 'state', state: 'reconnecting' } };

/**
 * Takes a broken subscription up again at its last position: the reader sees `reconnecting`, then the first frame of the new
 * attachment, and misses nothing. A stream that never gave a position cannot be taken up, and breaks for its reader too.
 */
export function withResume(options: { clock: Clock; random: () => number }): UpstreamPolicy {
  const { clock, random } = options;
  return (upstream) => {
    async function* subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphFrame, void, undefined> {
      const { signal } = request;
      let position: Position | undefined;
      let failures = 0;
      while (!signal.aborted) {
        try {
          const resuming: boolean = position !== undefined;
          for await (const frame of upstream.subscribe(position === undefined ? request : { ...request, stream: { resumeFrom: position } })) {
            failures = 0;
            yield resuming ? withoutReplayed(frame) : frame;
            position = frame.stream.position ?? position;
          }
          return;
        } catch (error) {
          if (!(error instanceof BrokenStream) || position === undefined) throw error;
          if (error.kind === 'overflow') continue;
          if (failures === 0) yield RECONNECTING;
          await clock.sleep(backoffMs(failures, { ...BACKOFF, random }), signal).catch(() => undefined);
          failures += 1;
        }
      }
    }
    return { ...upstream, subscribe };
  };
}

/** A reader that did not resume need not hear how many events the new attachment replays; of a gap it must. */
function withoutReplayed(frame: SubgraphFrame): SubgraphFrame {
  const { resumed, ...stream } = frame.stream;
  return resumed === undefined || 'gap' in resumed ? frame : { ...frame, stream };
}
