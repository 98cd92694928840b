import { byId, make } from './dom.js';

/** Shows `extensions.explain`: whom the gateway asks for what, in which order, and what each call took; undefined hides it. */
export function showPlan(explain) {
  const box = byId('plan');
  box.hidden = explain === undefined;
  if (explain === undefined) return;
  const { planner, plan, tookMs, calls = [], cache } = explain;
  const facts = [planner, tookMs === undefined ? undefined : `${tookMs} ms`, `${calls.length} calls`].filter((fact) => fact);
  box.replaceChildren(
    make('summary', {}, `Plan · ${facts.join(' · ')}`),
    ...(plan === null ? [make('p', { className: 'note' }, 'No subgraph is asked.')] : [make('ul', {}, nodeItem(plan))]),
    ...(cache === undefined ? [] : [make('p', { className: 'note' }, cacheText(cache))]),
    ...(calls.length === 0 ? [] : [make('ol', {}, ...calls.map(callItem))]),
  );
}

function nodeItem(node) {
  const title = [
    node.kind,
    node.service,
    node.condition,
    node.path === undefined ? undefined : `at ${node.path}`,
    node.keys === undefined ? undefined : `by ${node.keys}`,
  ];
  const item = make('li', {}, make('strong', {}, title.filter((part) => part !== undefined).join(' ')));
  for (const { paths, keys } of node.batches ?? []) item.append(make('div', { className: 'note' }, `at ${paths.join(', ')} by ${keys}`));
  if (node.query !== undefined) item.append(make('pre', {}, node.query));
  const children = [...(node.nodes ?? []), node.primary, node.rest, node.if, node.else].filter((child) => child !== undefined && child !== null);
  if (children.length > 0) item.append(make('ul', {}, ...children.map(nodeItem)));
  return item;
}

function cacheText({ maxAgeMs, scope, because }) {
  if (maxAgeMs === undefined) return `Whole answers are not kept${because ? `: ${because}` : ''}.`;
  return `Whole answers are kept for ${maxAgeMs / 1000} s, ${scope === 'PRIVATE' ? 'for each principal' : 'for the workspace'}.`;
}

function callItem({ service, tookMs, entities, outcome, policies = [] }) {
  const facts = [`${tookMs} ms`, entities === undefined ? undefined : `${entities} entities`, outcome, ...policies];
  return make('li', {}, make('strong', {}, service), ` ${facts.filter((fact) => fact !== undefined).join(' · ')}`);
}
