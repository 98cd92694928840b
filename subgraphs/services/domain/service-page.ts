import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { ServiceFilter, ServicePlace, ServiceRegistry } from './service-registry.ts';
import type { Service } from './service.ts';

/** A part of the list of services. */
export interface ServicePage {
  readonly services: readonly Service[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** How many match on all pages; counted only when someone wants to know. */
  count(): Promise<number>;
}

const MAX_SIZE = 200;

/** Reads a page. Throws BAD_USER_INPUT for a size or a cursor that makes no sense. */
export async function readServicePage(
  registry: ServiceRegistry,
  scope: Scope,
  options: { filter: ServiceFilter; first: number; after: string | undefined },
): Promise<ServicePage> {
  const { filter, first, after } = options;
  const limit = readPageSize(first);
  const place = after === undefined ? undefined : readCursor(after);
  const services = await registry.list(scope, { filter, limit: limit + 1, ...(place === undefined ? {} : { after: place }) });
  return {
    services: services.slice(0, limit),
    hasNextPage: services.length > limit,
    // The cursor is a service that stood before this page.
    hasPreviousPage: place !== undefined,
    count: () => registry.count(scope, filter),
  };
}

/** Throws BAD_USER_INPUT unless `first` is 1 to 200. */
export function readPageSize(first: number): number {
  if (first < 1 || first > MAX_SIZE) throw badInput('first', `1 to ${MAX_SIZE}`, first);
  return first;
}

/** The opaque form of a service's place. */
export function toCursor({ registeredAt, id }: ServicePlace): string {
  return Buffer.from(`${registeredAt}.${id}`).toString('base64url');
}

function readCursor(cursor: string): ServicePlace {
  const match = /^(\d{1,16})\.(.{1,128})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (match === null) throw badInput('after', 'a cursor that this API answered earlier', cursor);
  return { registeredAt: Number(match[1]), id: match[2] ?? '' };
}
