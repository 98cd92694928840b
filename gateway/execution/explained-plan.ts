/** A plan for people: what is asked of whom, in which order, by which keys. */
export type ExplainedNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly ExplainedNode[] }
  | { readonly kind: 'Condition'; readonly condition: string; readonly if?: ExplainedNode; readonly else?: ExplainedNode }
  | { readonly kind: 'Subscription'; readonly primary: ExplainedNode; readonly rest?: ExplainedNode }
  | ExplainedFetch;

export interface ExplainedFetch {
  readonly kind: 'Fetch';
  readonly service: string;
  readonly query: string;
  /** Where in the response the entities stand, and what each is asked by. */
  readonly path?: string;
  readonly keys?: string;
}
