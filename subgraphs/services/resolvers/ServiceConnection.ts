import { toCursor } from '../domain/service-page.ts';
import type { Service } from '../domain/service.ts';
import type { ServiceConnectionResolvers } from '../generated/types.ts';

export const ServiceConnection: ServiceConnectionResolvers = {
  edges: ({ services }) => services.map((node) => ({ cursor: toCursor(node), node })),
  nodes: ({ services }) => services,
  pageInfo: ({ services, hasNextPage, hasPreviousPage }) => ({
    hasNextPage,
    hasPreviousPage,
    startCursor: cursorOf(services.at(0)),
    endCursor: cursorOf(services.at(-1)),
  }),
  totalCount: (page) => page.count(),
};

function cursorOf(service: Service | undefined): string | null {
  return service === undefined ? null : toCursor(service);
}
