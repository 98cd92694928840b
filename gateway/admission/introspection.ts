import { Kind, visit, type DocumentNode } from 'graphql';
import { refused } from '../errors.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** Lets `__schema` and `__type` pass only where `allowed`; `__typename` always passes. */
export function createIntrospectionStage(options: { allowed: boolean }): AdmissionStage {
  const asks = new WeakMap<DocumentNode, boolean>();
  return {
    name: 'introspection',
    admit(draft) {
      if (options.allowed) return {};
      const document = assertKnown(draft, 'document');
      const introspects = asks.get(document) ?? asksForSchema(document);
      asks.set(document, introspects);
      if (introspects) {
        throw refused('INTROSPECTION_DISABLED', 'introspection is switched off here: AUTOWEAVE_INTROSPECTION=true of the gateway switches it on');
      }
      return {};
    },
  };
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD](node) {
      found ||= node.name.value === '__schema' || node.name.value === '__type';
    },
  });
  return found;
}
