import { Kind, visit, type DocumentNode } from 'graphql';
import { refused } from '../errors.ts';
import { beyondLimit } from './limits/beyond-limit.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** How often a document may ask for the whole schema, or for all its types: each is as large as the schema, and costs no subgraph anything. */
const MAX_WHOLE_SCHEMAS = 10;

/** What a document asks of the schema. */
interface Asked {
  readonly introspects: boolean;
  /** Fields that bring all types, as written. */
  readonly wholeSchemas: number;
}

/** Lets `__schema` and `__type` pass only where `allowed`, and whole schemas only a few times; `__typename` always passes. */
export function createIntrospectionStage(options: { allowed: boolean }): AdmissionStage {
  const known = new WeakMap<DocumentNode, Asked>();
  return {
    name: 'introspection',
    admit(draft) {
      const document = assertKnown(draft, 'document');
      const asked = known.get(document) ?? readAsked(document);
      known.set(document, asked);
      if (!asked.introspects) return {};
      if (!options.allowed) {
        throw refused('INTROSPECTION_DISABLED', 'introspection is switched off here: AUTOWEAVE_INTROSPECTION=true of the gateway switches it on');
      }
      if (asked.wholeSchemas > MAX_WHOLE_SCHEMAS) throw beyondLimit('whole schemas', MAX_WHOLE_SCHEMAS, asked.wholeSchemas);
      return {};
    },
  };
}

function readAsked(document: DocumentNode): Asked {
  let introspects = false;
  let wholeSchemas = 0;
  visit(document, {
    [Kind.FIELD]({ name: { value: name } }) {
      introspects ||= name === '__schema' || name === '__type';
      if (name === '__schema' || name === 'types') wholeSchemas += 1;
    },
  });
  return { introspects, wholeSchemas };
}
