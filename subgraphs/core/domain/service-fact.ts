import type { RecordedEvent } from '../../../platform/event-log/event-log.ts';

/** What the log tells of a registered service, as far as Core must know it. */
export type ServiceFact =
  | {
      readonly kind: 'registered';
      readonly serviceId: string;
      readonly name: string;
      readonly version: string;
      readonly description: string;
      readonly url: string | null;
    }
  | { readonly kind: 'deregistered'; readonly serviceId: string };

/** The events to read. */
export const SERVICE_TYPES: readonly string[] = ['service.registered', 'service.updated', 'service.deregistered'];

const SUBJECT = 'service/';

/** Reads a fact; undefined for an event that is no such fact or that lacks the service's id. */
export function readServiceFact({ type, subject, data }: RecordedEvent): ServiceFact | undefined {
  const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Readonly<Record<string, unknown>>) : {};
  const fromSubject = subject?.startsWith(SUBJECT) === true ? subject.slice(SUBJECT.length) : undefined;
  const serviceId = typeof fields['id'] === 'string' ? fields['id'] : fromSubject;
  if (serviceId === undefined || serviceId === '' || !SERVICE_TYPES.includes(type)) return undefined;
  if (type === 'service.deregistered') return { kind: 'deregistered', serviceId };
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : undefined);
  const name = text('name') ?? serviceId;
  return {
    kind: 'registered',
    serviceId,
    name,
    version: text('version') ?? '0.0.0',
    description: text('description') ?? `The service ${name}`,
    url: text('url') ?? null,
  };
}
