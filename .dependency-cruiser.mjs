// Who may open whose door: docs/architecture.md, "Who may import whom". Each rule says why.
const SUBGRAPHS = ['core', 'services', 'events', 'pipelines', 'analytics', 'operations'];
const TESTS = '\\.(test|contract)\\.ts$';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle is one room that pretends to be two.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-stands-alone',
      comment: 'platform/ is what every process stands on: it knows no other room.',
      severity: 'error',
      from: { path: '^platform/', pathNot: TESTS },
      to: { path: '^(gateway|subgraphs|bin|client|console|bench|examples|test)/' },
    },
    {
      name: 'gateway-knows-no-subgraph',
      comment: 'The composition root hands the gateway its subgraphs as upstreams; the gateway knows operations, not nouns.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: TESTS },
      to: { path: '^(subgraphs|bin|client|console|bench|examples|test)/' },
    },
    {
      name: 'caching-knows-no-wire',
      comment: 'What is kept is the same for every wire: caching knows operations and upstreams, not who speaks how.',
      severity: 'error',
      from: { path: '^gateway/caching/', pathNot: TESTS },
      to: { path: '^gateway/(transport|subscriptions|playground)/' },
    },
    {
      name: 'subgraphs-know-only-platform',
      comment: 'Other subgraphs learn by events, not by calls.',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: TESTS },
      to: { path: '^(gateway|bin|client|console|bench|examples|test)/' },
    },
    ...SUBGRAPHS.map((name) => ({
      name: `subgraph-${name}-alone`,
      comment: 'A subgraph never imports another.',
      severity: 'error',
      from: { path: `^subgraphs/${name}/` },
      to: { path: '^subgraphs/', pathNot: `^subgraphs/${name}/` },
    })),
    {
      name: 'domain-is-pure',
      comment: 'Rules are read without a store, a socket or a schema in mind: a domain imports itself and the types of platform/.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/domain/', pathNot: TESTS },
      to: {
        path: '^subgraphs/[^/]+/(resolvers|adapters|generated)/|^subgraphs/[^/]+/(context|loaders|server|config)\\.ts$|node_modules/(graphql|pg|ioredis|kysely|undici|ws|neo4j-driver|@qdrant)/',
      },
    },
    {
      name: 'resolvers-stay-thin',
      comment: 'A resolver calls a use case; it never reaches for a driver or an adapter.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/resolvers/', pathNot: TESTS },
      to: { path: '^subgraphs/[^/]+/adapters/|node_modules/(pg|ioredis|kysely|undici|ws|neo4j-driver|@qdrant)/|^(node:)?(http|fs|net)$' },
    },
    {
      name: 'client-knows-no-server',
      comment: 'The client runs in browsers: it knows generated documents and itself.',
      severity: 'error',
      from: { path: '^client/', pathNot: TESTS },
      to: { path: '^(gateway|subgraphs|bin|platform|test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
