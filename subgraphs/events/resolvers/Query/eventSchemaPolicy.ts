import type { QueryResolvers } from '../../generated/types.ts';

export const eventSchemaPolicy: NonNullable<QueryResolvers['eventSchemaPolicy']> = (_parent, _args, { schemas, identity }) => schemas.policy(identity);
