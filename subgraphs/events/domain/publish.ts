import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import type { AppendOptions, AppendOutcome, Durability, EventDraft, EventLog, Position } from '../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Publication } from './publication.ts';

/** An event that is in the log, and what is true of it. */
export interface Published {
  readonly source: string;
  readonly id: string;
  readonly position: Position;
  readonly sequence: number;
  readonly durability: Durability;
  /** True when it had been published before. */
  readonly duplicate: boolean;
}

/**
 * Appends publications in their order, all or none, and answers once they are as safe as `durability` says.
 * Throws CONFLICT when an expected revision is not met, or when a (source, id) is in the log with other content;
 * a time that the publisher left to us is not content.
 */
export async function publish(log: EventLog, scope: Scope, publications: readonly Publication[]): Promise<readonly Published[]> {
  assertDistinct(publications);
  const options = toAppendOptions(publications);
  const drafts = publications.map((publication) => publication.draft);
  for (;;) {
    const outcome = await log.append(scope, drafts, options);
    if (outcome.kind === 'revision-conflict') throw revisionConflict(outcome);
    if (outcome.kind === 'appended') {
      return drafts.map((draft, index) => {
        const appended = outcome.events[index];
        if (appended === undefined) throw new Error('the log answered for fewer events than it was given');
        const { position, sequence, duplicate } = appended;
        return { source: draft.source, id: draft.id, position, sequence, duplicate, durability: outcome.durability };
      });
    }
    const index = drafts.findIndex((draft) => draft.source === outcome.source && draft.id === outcome.id);
    const retimed = await toFirstTime(log, scope, { publication: publications[index], tried: drafts[index] });
    if (retimed === undefined) throw idConflict(outcome);
    drafts[index] = retimed;
  }
}

// A retry has another time where the publisher gave none: the one that the first attempt got counts. Undefined when that was tried.
async function toFirstTime(
  log: EventLog,
  scope: Scope,
  attempt: { publication: Publication | undefined; tried: EventDraft | undefined },
): Promise<EventDraft | undefined> {
  const { publication, tried } = attempt;
  if (publication === undefined || publication.timeGiven || tried !== publication.draft) return undefined;
  const first = await log.find(scope, tried);
  if (first?.time === undefined) return undefined;
  return { ...tried, time: first.time };
}

function assertDistinct(publications: readonly Publication[]): void {
  const seen = new Set<string>();
  publications.forEach(({ draft }, index) => {
    const key = JSON.stringify([draft.source, draft.id]);
    if (seen.has(key)) throw badInput(`inputs[${index}].id`, 'an id that no earlier event of the batch has from this source', draft.id);
    seen.add(key);
  });
}

function toAppendOptions(publications: readonly Publication[]): AppendOptions {
  const guards = publications.flatMap(({ expectedRevision, draft }, index) =>
    expectedRevision === undefined || draft.subject === undefined ? [] : [{ subject: draft.subject, revision: expectedRevision, index }],
  );
  const [guard, second] = guards;
  if (guard === undefined) return {};
  if (second !== undefined) throw badInput(`inputs[${second.index}].expectedRevision`, 'at most one expected revision in a batch');
  const { subject, revision, index } = guard;
  if (publications.findIndex(({ draft }) => draft.subject === subject) < index) {
    throw badInput(`inputs[${index}].expectedRevision`, 'to stand on the first event of its subject in the batch');
  }
  return { expectedRevision: { subject, revision } };
}

function revisionConflict({ subject, expected, actual }: Extract<AppendOutcome, { kind: 'revision-conflict' }>): CodedError {
  return new CodedError('CONFLICT', `${subject} is at revision ${actual}, not at ${expected}`, {
    field: 'expectedRevision',
    details: { reason: 'REVISION', subject, expected, actual },
  });
}

/** The refusal of an event whose id its source has used for another; `position` is that one's, when the log has it. */
export function idConflict({ source, id, position }: { source: string; id: string; position?: Position }): CodedError {
  return new CodedError('CONFLICT', `${source} has published another event with the id ${JSON.stringify(id)}`, {
    field: 'id',
    details: { reason: 'ID', source, id, ...(position === undefined ? {} : { position }) },
  });
}
