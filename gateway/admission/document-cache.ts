import { hash as toHash } from 'node:crypto';
import { GraphQLError, parse, SingleFieldSubscriptionsRule, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { weighDocument } from '../../platform/subgraph/document-weight.ts';
import { createBoundedMap } from '../execution/bounded-map.ts';
import { DEFER_RULES } from './defer-rules.ts';
import { finiteNumbersRule } from './finite-numbers.ts';
import { beyondLimit } from './limits/beyond-limit.ts';
import { singleRootFieldRule } from './single-root-field.ts';

/** More tokens than any page's documents hold; keeps the parser's time bounded. */
const MAX_TOKENS = 20_000;
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;
/** What an entry may take, all of them taken together: a document of 100 kB may take ten megabytes, and few such must not fill the memory. */
const BYTES_AN_ENTRY = 65_536;
/** However few entries there are. */
const LEAST_BYTES = 8_388_608;
/** What is larger than this share of all is read anew each time: three thousand tokens, where nothing else is configured. */
const LARGEST_SHARE = 1 / 32;
const MAX_VALIDATION_ERRORS = 25;
const RULES = [...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule), singleRootFieldRule, finiteNumbersRule, ...DEFER_RULES];

/** Documents as they were parsed and judged before, by the SHA-256 of their text. Bounded in number and size; the least recently used go first. */
export interface DocumentCache {
  /** Parses, or answers what was parsed before. Throws graphql-js's syntax error, LIMIT_EXCEEDED for too many tokens. `hash` saves the work of a caller that knows it. */
  parse(source: string, hash?: string): DocumentNode;
  /** The document of this hash (hex), if it is kept. */
  peek(hash: string): DocumentNode | undefined;
  /** What graphql-js's rules, and ours, say against the document, with what may have been meant if `suggest`; judged once per document and schema. */
  validate(schema: GraphQLSchema, document: DocumentNode, options: { suggest: boolean }): readonly GraphQLError[];
}

/** Keeps the last `entries` documents, and what each schema said of them for as long as both live. */
export function createDocumentCache(options: { entries: number }): DocumentCache {
  const maxBytes = Math.max(LEAST_BYTES, options.entries * BYTES_AN_ENTRY);
  const documents = createBoundedMap<string, DocumentNode>(options.entries, maxBytes);
  const verdicts = new WeakMap<DocumentNode, WeakMap<GraphQLSchema, readonly GraphQLError[]>>();
  return {
    parse(source, hash = toDocumentHash(source)) {
      const known = documents.get(hash);
      if (known !== undefined) return known;
      const document = withinStack(() => parseBounded(source));
      const bytes = weighDocument(document, source);
      if (bytes <= maxBytes * LARGEST_SHARE) documents.set(hash, document, bytes);
      return document;
    },
    peek: (hash) => documents.get(hash),
    validate(schema, document, { suggest }) {
      const bySchema = verdicts.get(document) ?? new WeakMap<GraphQLSchema, readonly GraphQLError[]>();
      verdicts.set(document, bySchema);
      const known = bySchema.get(schema);
      if (known !== undefined) return known;
      const errors = withinStack(() => validate(schema, document, RULES, { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !suggest }));
      bySchema.set(schema, errors);
      return errors;
    },
  };
}

function parseBounded(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError && TOO_MANY_TOKENS.test(error.message)) throw beyondLimit('tokens', MAX_TOKENS, MAX_TOKENS + 1);
    throw error;
  }
}

/** graphql-js reads and judges documents by recursion: one that is nested beyond the stack is the caller's fault, not a defect. */
export function withinStack<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new GraphQLError('Syntax Error: the document is nested too deeply');
    throw error;
  }
}

/** SHA-256 in hex, as automatic persisted queries name a document. */
export function toDocumentHash(source: string): string {
  return toHash('sha256', source);
}
