import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import type { PipelineDefinition } from './pipeline.ts';

/**
 * The pipelines through which a definition's events would come back to it, by id and in order; undefined when they
 * would not. Two that drive each other would fill the log without end. (What a pipeline publishes itself it never takes.)
 */
export function findDriveCycle(
  defined: Pick<PipelineDefinition, 'source' | 'sink'>,
  others: readonly (Pick<PipelineDefinition, 'source' | 'sink'> & { readonly id: string })[],
): readonly string[] | undefined {
  const links = others.flatMap(({ id, source, sink }) =>
    source.kind === 'event' && sink.kind === 'topic' ? [{ id, pattern: readEventPattern(source.pattern), type: sink.type }] : [],
  );
  const { source, sink } = defined;
  if (source.kind !== 'event' || sink.kind !== 'topic') return undefined;
  const own = readEventPattern(source.pattern);
  const seen = new Set<string>();
  let paths = [{ type: sink.type, through: [] as readonly string[] }];
  while (paths.length > 0) {
    const next = paths.flatMap(({ type, through }) =>
      links.filter(({ id, pattern }) => !seen.has(id) && pattern.matches(type)).map((link) => ({ type: link.type, through: [...through, link.id] })),
    );
    const back = next.find(({ type }) => own.matches(type));
    if (back !== undefined) return back.through;
    for (const { through } of next) seen.add(through.at(-1) ?? '');
    paths = next;
  }
  return undefined;
}
