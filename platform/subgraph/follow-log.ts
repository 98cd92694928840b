import type { EventFilter, EventLog, RecordedEvent } from '../event-log/event-log.ts';
import type { SubgraphContext } from './context.ts';
import type { StreamItem } from './stream-item.ts';

/**
 * A subscription as a read of the log: from the client's cursor when it resumes, else from the head, history first
 * and then live. `toRoot` turns an event into the field's root value, or undefined when the event says nothing to this
 * selection (it then counts as progress).
 */
export async function* followLog<Root>(
  log: EventLog,
  context: Pick<SubgraphContext, 'identity' | 'signal' | 'resumeFrom'>,
  options: { filter: EventFilter; toRoot: (event: RecordedEvent) => Root | undefined },
): AsyncGenerator<StreamItem<Root>> {
  const { identity, signal, resumeFrom } = context;
  const { filter, toRoot } = options;
  const head = await log.head(identity);
  let after = head;
  if (resumeFrom === undefined) {
    yield { kind: 'attached', position: head };
  } else {
    const place = await log.locate(identity, resumeFrom);
    if (place.kind === 'gap') {
      after = place.availableFrom;
      yield { kind: 'attached', position: after, resumed: { gap: { from: resumeFrom, availableFrom: after } } };
    } else {
      after = resumeFrom;
      const replayed = await log.count(identity, { filter, after, upTo: head });
      yield { kind: 'attached', position: after, resumed: { replayed } };
    }
  }
  for await (const item of log.tail(identity, { from: { after }, filter, signal })) {
    if (item.kind !== 'event') {
      yield item;
      continue;
    }
    const root = toRoot(item.event);
    yield root === undefined
      ? { kind: 'progress', position: item.event.position }
      : { kind: 'event', position: item.event.position, root, replay: item.replay && resumeFrom !== undefined };
  }
}
