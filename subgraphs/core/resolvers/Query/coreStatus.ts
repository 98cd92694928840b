import { NOT_CONFIGURED } from '../../domain/connection-status.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const coreStatus: NonNullable<QueryResolvers['coreStatus']> = (_parent, _args, { core }) => core?.connection.status() ?? NOT_CONFIGURED;
