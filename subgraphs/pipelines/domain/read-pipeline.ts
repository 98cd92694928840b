import { badInput } from '../../../platform/errors/coded-error.ts';
import type { PipelineDefinition } from './pipeline.ts';
import { readSink, type SinkDraft } from './read-sink.ts';
import { readSource, type SourceDraft } from './read-source.ts';
import { readSteps, type StepDraft } from './read-steps.ts';

/** A pipeline as a caller describes it. */
export interface PipelineDraft {
  readonly id?: string | null | undefined;
  readonly name: string;
  readonly source: SourceDraft;
  readonly steps: readonly StepDraft[];
  readonly sink: SinkDraft;
  readonly batchSize: number;
}

const MAX_BATCH = 1_000;

/** Accepts a draft or throws BAD_USER_INPUT that names the first field at fault, e.g. `input.steps[1].filter.expression`. */
export function readPipeline(draft: PipelineDraft): PipelineDefinition {
  const name = draft.name.trim();
  if (name.length === 0 || name.length > 200) throw badInput('input.name', '1 to 200 characters', draft.name);
  if (draft.batchSize < 1 || draft.batchSize > MAX_BATCH) throw badInput('input.batchSize', `1 to ${MAX_BATCH}`, draft.batchSize);
  const source = readSource(draft.source, 'input.source');
  const sink = readSink(draft.sink, 'input.sink');
  return { name, source, steps: readSteps(draft.steps, 'input.steps'), sink, batchSize: draft.batchSize };
}

/** A pipeline's id as a caller may choose it. */
export function readPipelineId(id: string, field: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(id)) throw badInput(field, '1 to 128 of letters, digits and ._-, starting with a letter or digit', id);
  return id;
}
