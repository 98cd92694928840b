import { visit, type DocumentNode } from 'graphql';

/** The labels of progressive overrides in a supergraph's document, each once. */
export function readOverrideLabels(document: DocumentNode): string[] {
  const labels = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'join__field') return;
      for (const argument of node.arguments ?? []) {
        if (argument.name.value === 'overrideLabel' && argument.value.kind === 'StringValue') labels.add(argument.value.value);
      }
    },
  });
  return [...labels];
}

/** The share of requests (0 to 100) that a label `percent(n)` asks for; undefined for a label of another kind. */
export function readPercentLabel(label: string): number | undefined {
  const match = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/.exec(label);
  if (match === null) return undefined;
  const percent = Number(match[1]);
  return percent <= 100 ? percent : undefined;
}
