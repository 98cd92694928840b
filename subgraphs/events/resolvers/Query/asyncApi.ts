import { toAsyncApi } from '../../domain/schemas-asyncapi.ts';
import { readAllTypes } from '../../domain/schemas-store.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const asyncApi: NonNullable<QueryResolvers['asyncApi']> = async (_parent, _args, { schemas, identity }) =>
  toAsyncApi(await readAllTypes(schemas, identity), identity.workspace);
