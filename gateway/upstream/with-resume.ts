import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { toPassingState, toPassingStateOf } from '../passing-failure.ts';
import { backoffMs } from './backoff.ts';
import { BrokenStream } from './broken-stream.ts';
import type { UpstreamPolicy } from './upstream.ts';

/** The pause before the first attempt to come back, and the longest one. */
const BACKOFF = { firstMs: 100, maxMs: 5_000 };

/**
 * Takes a subscription up again at its last position when its connection breaks, its subgraph is away, or its log is: the reader sees
 * `reconnecting` or `degraded`, then the first frame of the new attachment, and misses nothing. A reader that resumes has a
 * position to begin with, so that for it even the first attachment waits. A stream that never had a position cannot be
 * taken up, and breaks for its reader too.
 */
export function withResume(options: { clock: Clock; random: () => number }): UpstreamPolicy {
  const { clock, random } = options;
  return (upstream) => {
    async function* subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphFrame, void, undefined> {
      const { signal } = request;
      let position: Position | undefined = request.stream?.resumeFrom;
      // Until it has heard what became of the time before, which it asked.
      let awaitsResumed = position !== undefined;
      let told: StreamState | undefined;
      let failures = 0;
      while (!signal.aborted) {
        let missing: StreamState | undefined;
        try {
          for await (const frame of upstream.subscribe(position === undefined ? request : { ...request, stream: { resumeFrom: position } })) {
            missing = position === undefined || frame.data !== null || frame.stream.position !== undefined ? undefined : toPassingState(frame.errors);
            if (missing !== undefined) break;
            failures = 0;
            told = frame.stream.state ?? told;
            yield awaitsResumed ? frame : withoutReplayed(frame);
            awaitsResumed &&= frame.stream.resumed === undefined;
            position = frame.stream.position ?? position;
          }
          if (missing === undefined) return;
        } catch (error) {
          if (position === undefined) throw error;
          if (error instanceof BrokenStream && error.kind === 'overflow') continue;
          missing = toPassingStateOf(error);
          if (missing === undefined) throw error;
        }
        if (missing !== told) yield { data: null, stream: { kind: 'state', state: missing, resumable: true, position: position as Position } };
        told = missing;
        await clock.sleep(backoffMs(failures, { ...BACKOFF, random }), signal).catch(() => undefined);
        failures += 1;
      }
    }
    return { ...upstream, subscribe };
  };
}

/** A reader that did not resume, or has heard, need not hear how many events the new attachment replays; of a gap it must. */
function withoutReplayed(frame: SubgraphFrame): SubgraphFrame {
  const { resumed, ...stream } = frame.stream;
  return resumed === undefined || 'gap' in resumed ? frame : { ...frame, stream };
}
