import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError, notFound } from '../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { CommandOutcome, Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { findDriveCycle } from './drive-cycle.ts';
import { readExpression } from './expression.ts';
import type { Pipeline, PipelineDefinition, Processor } from './pipeline.ts';
import type { PipelineStore, StoreUnit } from './pipeline-store.ts';
import { readPipeline, readPipelineId, type PipelineDraft } from './read-pipeline.ts';
import { toPipelineEvent, toRunEvent } from './run-events.ts';
import { isFinished, NO_COUNTS, type Run } from './run.ts';
import type { Sources } from './source-cursor.ts';

/** What a command answers: which pipeline or run it was about, and what is true of it. */
export interface Done {
  readonly id: string;
  readonly receipt: Receipt;
}

interface ProcessorDraft {
  readonly name: string;
  readonly kind: Processor['kind'];
  readonly expression: string;
}

/** The commands on pipelines. `commandId` is the idempotency key; one is made when it is absent. */
export interface PipelineCommands {
  define(identity: RequestIdentity, draft: PipelineDraft, commandId?: string): Promise<Done>;
  /** Answers the id of the run. */
  run(identity: RequestIdentity, pipelineId: string, commandId?: string): Promise<Done>;
  setPaused(identity: RequestIdentity, pipelineId: string, options: { paused: boolean; commandId: string | undefined }): Promise<Done>;
  delete(identity: RequestIdentity, pipelineId: string, commandId?: string): Promise<Done>;
  putProcessor(identity: RequestIdentity, draft: ProcessorDraft, commandId?: string): Promise<{ processor: Processor; receipt: Receipt }>;
}

/** What commands decide on, and where they commit. */
export interface CommandPorts {
  readonly store: PipelineStore;
  readonly sources: Sources;
  readonly log: EventLog;
  readonly clock: Clock;
  /** Called after a commit that may have given or taken work. */
  readonly onChange: () => void;
}

const ATTEMPTS = 5;

/** Makes the commands. Each throws BAD_USER_INPUT that names the field, NOT_FOUND or CONFLICT. */
export function createPipelineCommands(ports: CommandPorts): PipelineCommands {
  const { store, sources, log, clock, onChange } = ports;

  async function find(identity: RequestIdentity, id: string): Promise<Pipeline> {
    const [pipeline] = await store.pipelines(identity, [id]);
    if (pipeline === undefined) throw notFound('pipeline', id);
    return pipeline;
  }

  async function unfinishedRun(identity: RequestIdentity, pipelineId: string): Promise<Run | undefined> {
    const [last] = await store.lastRuns(identity, [pipelineId]);
    return last !== undefined && !isFinished(last.state) ? last : undefined;
  }

  async function commit(identity: RequestIdentity, unit: StoreUnit): Promise<CommandOutcome> {
    const outcome = await store.command(identity, unit);
    if (outcome.kind === 'committed') onChange();
    return outcome;
  }

  /** Decides on what it reads and commits; what changed in between is read again. */
  async function decide(identity: RequestIdentity, toUnit: () => Promise<StoreUnit>): Promise<Receipt> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await commit(identity, await toUnit());
      if (outcome.kind === 'committed') return outcome.receipt;
      if (attempt === ATTEMPTS) throw new CodedError('CONFLICT', 'the pipeline keeps changing; try again');
    }
  }

  async function assertProcessors(identity: RequestIdentity, { steps }: PipelineDefinition): Promise<void> {
    if (!steps.some(({ kind }) => kind === 'processor')) return;
    const known = new Set((await store.processors(identity)).map(({ name }) => name));
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'processor' && !known.has(step.name))
        throw badInput(`input.steps[${index}].processor.name`, 'the name of a registered processor', step.name);
    }
  }

  async function assertNoCycle(identity: RequestIdentity, definition: PipelineDefinition): Promise<void> {
    if (definition.source.kind !== 'event' || definition.sink.kind !== 'topic') return;
    const cycle = findDriveCycle(definition, await store.drivingPipelines(identity));
    if (cycle !== undefined)
      throw badInput('input.sink.topic.type', `a type that does not come back to this source (it does through ${cycle.join(', ')})`, definition.sink.type);
  }

  function startRun(pipeline: Pipeline, options: { runId: string; checkpoint: JsonValue; identity: RequestIdentity }): Pick<StoreUnit, 'changes' | 'events'> {
    const { runId, checkpoint, identity } = options;
    const atMs = clock.now();
    const run: Run = { id: runId, pipelineId: pipeline.id, state: 'RUNNING', counts: NO_COUNTS, batches: 0, checkpoint, startedAtMs: atMs };
    const event = toRunEvent({ kind: 'STARTED', runId, pipelineId: pipeline.id, counts: NO_COUNTS }, { key: 0, atMs, correlationId: identity.correlationId });
    return { changes: [{ kind: 'start-run', run, correlationId: identity.correlationId }], events: [event] };
  }

  return {
    async define(identity, draft, asked) {
      const commandId = readCommandId(asked);
      const definition = readPipeline(draft);
      const id = typeof draft.id === 'string' ? readPipelineId(draft.id, 'input.id') : toOwnId(commandId);
      await assertProcessors(identity, definition);
      await assertNoCycle(identity, definition);
      if (definition.source.kind !== 'event') await sources.assertAllowed(definition.source, 'input.source');
      const atMs = clock.now();
      const pipeline: Pipeline = { ...definition, id, paused: false, createdAtMs: atMs, updatedAtMs: atMs };
      const { source } = definition;
      const first =
        source.kind === 'event'
          ? startRun(pipeline, { runId: toOwnId(commandId), checkpoint: source.from === 'HEAD' ? await log.head(identity) : null, identity })
          : { changes: [], events: [] };
      const defined = toPipelineEvent('defined', id, {
        key: commandId,
        atMs,
        correlationId: identity.correlationId,
        data: { pipelineId: id, name: definition.name },
      });
      const outcome = await commit(identity, { commandId, changes: [{ kind: 'define', pipeline }, ...first.changes], events: [defined, ...first.events] });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `a pipeline has the id ${JSON.stringify(id)} already`, { field: 'input.id' });
      return { id, receipt: outcome.receipt };
    },

    async run(identity, pipelineId, asked) {
      const commandId = readCommandId(asked);
      const pipeline = await find(identity, pipelineId);
      const active = await unfinishedRun(identity, pipelineId);
      const nothing = { changes: [], events: [] };
      const runs = pipeline.source.kind === 'event';
      const unit = runs ? nothing : startRun(pipeline, { runId: toOwnId(commandId), checkpoint: null, identity });
      const outcome = await commit(identity, { commandId, ...unit });
      if (outcome.kind === 'conflict') {
        throw new CodedError('CONFLICT', pipeline.paused ? 'the pipeline is paused' : 'a run of the pipeline is under way', { field: 'id' });
      }
      return { id: runs ? (active?.id ?? '') : toOwnId(commandId), receipt: outcome.receipt };
    },

    async setPaused(identity, pipelineId, { paused, commandId: asked }) {
      const commandId = readCommandId(asked);
      const receipt = await decide(identity, async () => {
        const pipeline = await find(identity, pipelineId);
        if (pipeline.paused === paused) return { commandId, changes: [], events: [] };
        const atMs = clock.now();
        const { correlationId } = identity;
        const what = paused ? 'paused' : 'resumed';
        const run = await unfinishedRun(identity, pipelineId);
        const told =
          run === undefined
            ? []
            : [toRunEvent({ kind: paused ? 'PAUSED' : 'RESUMED', runId: run.id, pipelineId, counts: run.counts }, { key: commandId, atMs, correlationId })];
        return {
          commandId,
          changes: [{ kind: 'set-paused', id: pipelineId, paused, atMs }],
          events: [toPipelineEvent(what, pipelineId, { key: commandId, atMs, correlationId, data: { pipelineId } }), ...told],
        };
      });
      return { id: pipelineId, receipt };
    },

    async delete(identity, pipelineId, asked) {
      const commandId = readCommandId(asked);
      const event = toPipelineEvent('deleted', pipelineId, { key: commandId, atMs: clock.now(), correlationId: identity.correlationId, data: { pipelineId } });
      const outcome = await commit(identity, { commandId, changes: [{ kind: 'delete', id: pipelineId }], events: [event] });
      if (outcome.kind === 'conflict') throw notFound('pipeline', pipelineId);
      return { id: pipelineId, receipt: outcome.receipt };
    },

    async putProcessor(identity, draft, asked) {
      const commandId = readCommandId(asked);
      if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(draft.name))
        throw badInput('input.name', '1 to 64 of letters, digits, _ and -, starting with a letter', draft.name);
      const processor: Processor = {
        name: draft.name,
        kind: draft.kind,
        expression: readExpression(draft.expression, 'input.expression'),
        updatedAtMs: clock.now(),
      };
      const receipt = await decide(identity, () => Promise.resolve({ commandId, changes: [{ kind: 'put-processor', processor }], events: [] }));
      return { processor, receipt };
    },
  };
}

/** A command's own id, or a new one. */
function readCommandId(asked: string | undefined): string {
  if (asked === undefined) return randomUUID();
  if (!/^[\x21-\x7e]{1,128}$/.test(asked)) throw badInput('commandId', '1 to 128 printable characters without spaces', asked);
  return asked;
}

/** The id of what a command makes: its own when that may be an id, so that repeating it finds the same. */
function toOwnId(commandId: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(commandId) ? commandId : Buffer.from(commandId).toString('hex').slice(0, 128);
}
