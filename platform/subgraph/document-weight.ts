import type { DocumentNode } from 'graphql';

/** What a token takes of memory, with the node that it is read into and its place, in bytes: measured, rounded up. */
const TOKEN_BYTES = 600;
/** Where a parser does not say how many tokens it read: one for two characters, as in the densest of documents. */
const TOKENS_A_CHARACTER = 0.5;

/** About how many bytes a parsed document keeps, its text included. */
export function weighDocument(document: DocumentNode, source: string): number {
  const { tokenCount } = document as { readonly tokenCount?: number };
  return source.length * 2 + (tokenCount ?? source.length * TOKENS_A_CHARACTER) * TOKEN_BYTES;
}
