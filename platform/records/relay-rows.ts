import { CodedError } from '../errors/coded-error.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { OutboxResult, OutboxRow } from './outbox.ts';

/** What a round achieved before it failed, if it did. */
export interface Relayed {
  readonly results: readonly OutboxResult[];
  readonly failure?: Error;
}

type Log = Pick<EventLog, 'append'>;

/**
 * Appends rows, which come in commit order, keeping that order within each workspace; workspaces go side by side.
 * Never rejects: a failure stands beside what was achieved, for the rest to be tried again.
 */
export async function appendRows(log: Log, rows: readonly OutboxRow[]): Promise<Relayed> {
  const perWorkspace = await Promise.all([...Map.groupBy(rows, (row) => row.workspace).values()].map((own) => appendInOrder(log, own)));
  const failed = perWorkspace.find((relayed) => relayed.failure !== undefined);
  return { results: perWorkspace.flatMap(({ results }) => results), ...(failed === undefined ? {} : { failure: failed.failure }) };
}

async function appendInOrder(log: Log, rows: readonly OutboxRow[]): Promise<Relayed> {
  const results: OutboxResult[] = [];
  for (const run of toRuns(rows)) {
    try {
      results.push(...(await appendRun(log, run)));
    } catch (error) {
      return { results, failure: error as Error };
    }
  }
  return { results };
}

/** Rows of one principal that follow each other: a batch belongs to one principal. */
function toRuns(rows: readonly OutboxRow[]): OutboxRow[][] {
  const runs: OutboxRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.principal === row.principal) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

async function appendRun(log: Log, run: readonly OutboxRow[]): Promise<OutboxResult[]> {
  const appended = await tryAppend(log, run);
  if (typeof appended !== 'string') return appended;
  const [only] = run;
  if (run.length === 1 && only !== undefined) return [{ row: only, refusal: appended }];
  // One of them is refused, and a batch goes in whole or not at all: one by one, the others still get in, in order.
  const results: OutboxResult[] = [];
  for (const row of run) results.push(...(await appendRun(log, [row])));
  return results;
}

/** The results, or why the log will never take this batch. Throws for what may pass. */
async function tryAppend(log: Log, run: readonly OutboxRow[]): Promise<OutboxResult[] | string> {
  const { workspace = '', principal = '' } = run[0] ?? {};
  try {
    const outcome = await log.append(
      { workspace, principal },
      run.map((row) => row.event),
    );
    if (outcome.kind === 'id-conflict') return `the log holds other content under source ${outcome.source} and id ${outcome.id}`;
    if (outcome.kind === 'revision-conflict') return `the stream ${outcome.subject} is at revision ${outcome.actual}`;
    return run.map((row, index) => ({ row, position: outcome.events[index]!.position }));
  } catch (error) {
    if (error instanceof CodedError && (error.code === 'BAD_USER_INPUT' || error.code === 'PAYLOAD_TOO_LARGE')) return error.message;
    throw error;
  }
}
