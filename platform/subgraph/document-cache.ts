import { GraphQLError, Lexer, parse, Source, specifiedRules, TokenKind, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { weighDocument } from './document-weight.ts';

/** Far more than what a gateway plans from a document that it admits; keeps the parser's time bounded. */
const MAX_TOKENS = 500_000;
/** Brackets within brackets: twice what the deepest document that a gateway may be set to admit has. */
const MAX_DEPTH = 1_000;
const MAX_VALIDATION_ERRORS = 25;
const TOO_DEEP = 'Syntax Error: the document is nested too deeply';
const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** A document that fits the schema, or why it does not. */
export type CheckedDocument =
  { readonly kind: 'valid'; readonly document: DocumentNode } | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** Of valid documents of one subgraph. */
const MAX_KEPT_BYTES = 33_554_432;

/** Parses and validates each text once; keeps the last `capacity` valid ones, fewer of large ones, oldest use first out. */
export function createDocumentCache(schema: GraphQLSchema, options: { capacity: number }): (source: string) => CheckedDocument {
  const valid = new Map<string, { readonly checked: CheckedDocument; readonly weight: number }>();
  let total = 0;
  return function check(source) {
    const known = valid.get(source);
    if (known !== undefined) {
      valid.delete(source);
      valid.set(source, known);
      return known.checked;
    }
    const checked = checkDocument(schema, source);
    if (checked.kind === 'invalid') return checked;
    const weight = weighDocument(checked.document, source);
    valid.set(source, { checked, weight });
    total += weight;
    for (const [oldest, entry] of valid) {
      if (valid.size <= options.capacity && (total <= MAX_KEPT_BYTES || valid.size === 1)) break;
      valid.delete(oldest);
      total -= entry.weight;
    }
    return checked;
  };
}

/** Parses a document that is bounded in size and depth. Throws a GraphQLError for one that is not, or is no GraphQL. */
export function parseBounded(source: string): DocumentNode {
  assertDepth(source);
  return parse(source, { maxTokens: MAX_TOKENS });
}

// graphql-js parses, judges and executes by recursion: a document that is nested beyond the stack is its sender's fault.
function assertDepth(source: string): void {
  // Seldom are there so many brackets that it has to be known which of them stand in strings and comments.
  if ((source.match(/[{([]/g)?.length ?? 0) <= MAX_DEPTH) return;
  const lexer = new Lexer(new Source(source));
  let depth = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (OPENING.has(kind)) depth += 1;
    if (CLOSING.has(kind)) depth -= 1;
    if (depth > MAX_DEPTH) throw new GraphQLError(TOO_DEEP);
  }
}

function checkDocument(schema: GraphQLSchema, source: string): CheckedDocument {
  try {
    const document = parseBounded(source);
    const errors = validate(schema, document, specifiedRules, { maxErrors: MAX_VALIDATION_ERRORS });
    return errors.length === 0 ? { kind: 'valid', document } : { kind: 'invalid', errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: 'invalid', errors: [error] };
    if (error instanceof RangeError) return { kind: 'invalid', errors: [new GraphQLError(TOO_DEEP)] };
    throw error;
  }
}
