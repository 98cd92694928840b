import type { DocumentNode } from 'graphql';
import type { AdmissionConfig } from '../config.ts';
import { withinStack } from '../document-cache.ts';
import { assertKnown, type AdmissionStage } from '../stage.ts';
import { orRefuse } from '../document.ts';
import { beyondLimit } from './beyond-limit.ts';
import { measureDocument, type DocumentShape } from './document-shape.ts';

/** More at one place has no meaning that fewer have not. */
const MAX_DIRECTIVES_AT_ONE_PLACE = 8;
/** Each one more doubles the time that Apollo's query planner takes for the values in it. Variables may have more. */
const MAX_LIST_LEVELS = 8;

/** The bounds that a document's shape is held to. */
export type DocumentLimits = Pick<AdmissionConfig, 'maxDepth' | 'maxFields' | 'maxAliases' | 'maxRootFields' | 'maxDirectives' | 'maxRepetitions'>;

/** A stage a limit of what a document looks like. They stand before validation, whose time grows with the square of some of these. */
export function createDocumentLimits(limits: DocumentLimits): readonly AdmissionStage[] {
  const shapes = new WeakMap<DocumentNode, DocumentShape>();

  function shapeOf(document: DocumentNode): DocumentShape {
    const known = shapes.get(document);
    if (known !== undefined) return known;
    const shape = orRefuse(() => withinStack(() => measureDocument(document)));
    shapes.set(document, shape);
    return shape;
  }

  function limit(name: string, key: keyof DocumentShape, max: number): AdmissionStage {
    return {
      name: `limit: ${name}`,
      admit(draft) {
        const seen = shapeOf(assertKnown(draft, 'document'))[key];
        if (seen > max) throw beyondLimit(name, max, seen);
        return {};
      },
    };
  }

  return [
    limit('depth', 'depth', limits.maxDepth),
    limit('fields', 'fields', limits.maxFields),
    limit('aliases', 'aliases', limits.maxAliases),
    limit('root fields', 'rootFields', limits.maxRootFields),
    limit('directives', 'directives', limits.maxDirectives),
    limit('directives at one place', 'directivesAtOnePlace', MAX_DIRECTIVES_AT_ONE_PLACE),
    limit('levels of a list', 'listLevels', MAX_LIST_LEVELS),
    limit('repetitions', 'repetitions', limits.maxRepetitions),
  ];
}
