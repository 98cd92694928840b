import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { QueryResolvers } from '../../generated/types.ts';

const MAX_SIZE = 500;

export const eventTypes: NonNullable<QueryResolvers['eventTypes']> = (_parent, { first, after }, { schemas, identity }) => {
  if (first < 1 || first > MAX_SIZE) throw badInput('first', `1 to ${MAX_SIZE}`, first);
  return schemas.listTypes(identity, { limit: first, ...(after === undefined || after === null ? {} : { after }) });
};
