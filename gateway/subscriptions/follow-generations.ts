import type { Position } from '../../platform/event-log/event-log.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import type { AdmittedOperation, RenewAdmission } from '../admission/stage.ts';
import { refused, RefusedOperation } from '../errors.ts';
import type { Generation, GenerationSource } from '../generation.ts';
import type { OperationFrame } from '../operation.ts';
import type { StartSource } from './shared-source.ts';
import { untilAborted } from './until-aborted.ts';

const RECONNECTING: OperationFrame = { result: { data: null }, stream: { kind: 'state', state: 'reconnecting' } };

/**
 * Starts an operation's source in the generation in force, and again in each that replaces it, after the last position: the
 * reader notices nothing. A source without positions says `reconnecting`, for what comes in between is not known. Throws
 * SCHEMA_CHANGED when the operation does not fit the new generation any more.
 */
export function followGenerations(admitted: AdmittedOperation, options: { generations: GenerationSource; renew: RenewAdmission }): StartSource {
  const { generations, renew } = options;
  return async function* start({ resumeFrom, signal }) {
    let position = resumeFrom;
    let told: StreamState | undefined;
    // Until the reader has heard anything, an attachment that was cut short is as if it had not been.
    let hasBegun = false;
    let awaitsResumed = resumeFrom !== undefined;
    while (!signal.aborted) {
      const generation = generations.current();
      const replaced = new AbortController();
      const forget = generations.onChange(() => replaced.abort());
      const end = AbortSignal.any([signal, replaced.signal]);
      try {
        const operation = await renewFor(generation, admitted, renew);
        if (end.aborted) continue;
        if (hasBegun && position === undefined && told !== undefined) yield RECONNECTING;
        for await (const frame of untilAborted(startIn(operation, position, end), end)) {
          position = frame.stream.position ?? position;
          const news = !hasBegun || awaitsResumed ? frame : withoutOldNews(frame, told);
          hasBegun = true;
          awaitsResumed &&= frame.stream.resumed === undefined;
          told = frame.stream.state ?? told;
          if (news !== undefined) yield news;
        }
        if (!replaced.signal.aborted) return;
        if (hasBegun && position === undefined) told = 'reconnecting';
      } finally {
        forget();
      }
    }
  };
}

async function renewFor(generation: Generation, admitted: AdmittedOperation, renew: RenewAdmission): Promise<AdmittedOperation> {
  if (generation === admitted.generation) return admitted;
  try {
    return await renew(admitted, generation);
  } catch (error) {
    if (!(error instanceof RefusedOperation)) throw error;
    throw refused('SCHEMA_CHANGED', `the schema changed, and this operation no longer fits it: ${error.message}`, { errors: error.errors });
  }
}

function startIn(operation: AdmittedOperation, resumeFrom: Position | undefined, signal: AbortSignal): AsyncIterable<OperationFrame> {
  const { request, document, definition, variables, identity, generation } = operation;
  return generation.engine.subscribe(
    { source: request.query, document, definition, operationName: definition.name?.value, variables, identity, signal },
    resumeFrom === undefined ? {} : { resumeFrom },
  );
}

/** What a reader that never left must hear: all but that it attached again, and how many events the new attachment replays. */
function withoutOldNews(frame: OperationFrame, told: StreamState | undefined): OperationFrame | undefined {
  const { resumed, ...stream } = frame.stream;
  const isGap = resumed !== undefined && 'gap' in resumed;
  if (!isGap && stream.kind === 'state' && frame.result.errors === undefined && (stream.state ?? told) === told) return undefined;
  return resumed === undefined || isGap ? frame : { ...frame, stream };
}
