import { readAllTypes } from '../../domain/schemas-store.ts';
import { toTypeScript } from '../../domain/schemas-typescript.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const eventTypeScript: NonNullable<QueryResolvers['eventTypeScript']> = async (_parent, _args, { schemas, identity }) =>
  toTypeScript(await readAllTypes(schemas, identity));
