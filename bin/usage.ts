/** What `autoweave --help` says. */
export const USAGE = `autoweave: one federated GraphQL API over agents, services, events, pipelines and analytics

  autoweave start                             the gateway and every subgraph in one process
  autoweave gateway --supergraph FILE-or-URL  the gateway alone, over remote subgraphs; follows the file or URL
  autoweave gateway --introspect NAME=URL,…   composes the subgraphs by asking them
  autoweave gateway --manager FILE            a supergraph manager of @apollo/gateway; --build-service FILE: its data sources
  autoweave subgraph NAME                     one subgraph in a process of its own
  autoweave core-double                       a double of AutoWeave Core, for development and tests; --port N, --anp-port N, --mcp-port N
  autoweave schema compose                    composes schema/supergraph.graphql from the subgraphs' SDL
  autoweave explain FILE                      how the operation in FILE would be answered; --url URL: is answered, with what each call took
  autoweave backup --to FOLDER                the data folder as it is at this moment, while the backend runs
  autoweave restore --from FOLDER             an empty data folder becomes what a backup holds
  autoweave doctor                            checks the configuration and every store; run it while the backend is stopped
  autoweave --version                         the version of this package

start, gateway and subgraph take --port N and --host ADDRESS; autoweave COMMAND --help says more of one. Settings come from the environment
and from .env in the current folder; .env.example lists them all.`;

/** What `autoweave COMMAND --help` says. */
export const COMMAND_USAGE: Readonly<Record<string, string>> = {
  start: `autoweave start [--port N] [--host ADDRESS]

The gateway and every subgraph in one process, on embedded stores in AUTOWEAVE_DATA_DIR (./.autoweave) unless REDIS_URL or DATABASE_URL is set.

  --port N        default: PORT, 3001; 0 lets the system choose
  --host ADDRESS  default: HOST, 127.0.0.1

Subgraphs that AUTOWEAVE_SUBGRAPHS names (name=url,…) are called instead of run; that needs REDIS_URL.`,
  gateway: `autoweave gateway --supergraph FILE-or-URL | --introspect NAME=URL,… | --manager FILE

The gateway alone, over remote subgraphs.

  --supergraph FILE-or-URL  a Federation 2 supergraph; a file is watched, a URL asked every AUTOWEAVE_SUPERGRAPH_POLL_MS
  --introspect NAME=URL,…   composes the supergraph by asking the subgraphs for their SDL
  --manager FILE            a module whose default export is a SupergraphManager of @apollo/gateway
  --build-service FILE      a module whose default export is ({ name, url }) => GraphQLDataSource
  --port N                  default: PORT, 3001; 0 lets the system choose
  --host ADDRESS            default: HOST, 127.0.0.1

AUTOWEAVE_SUBGRAPHS (name=url|url of a copy,…) overrides where the supergraph says that subgraphs are, AUTOWEAVE_SUBGRAPH_POLICIES how they are treated.`,
  subgraph: `autoweave subgraph NAME [--port N] [--host ADDRESS]

One subgraph in a process of its own; needs REDIS_URL. NAME and its default port: core 4101, services 4102, events 4103, pipelines 4104,
analytics 4105, operations 4106.

  --port N        0 lets the system choose
  --host ADDRESS  default: 127.0.0.1; across machines set AUTOWEAVE_SUBGRAPH_SECRET, the same in every process`,
  'core-double': `autoweave core-double [--port N] [--anp-port N] [--mcp-port N]

A double of AutoWeave Core for development and tests, where a backend without settings looks for it.

  --port N      default: 3000
  --anp-port N  default: 8083
  --mcp-port N  default: 3002`,
  schema: `autoweave schema compose

Composes schema/supergraph.graphql and schema/api.graphql from schema/subgraphs/*.graphql.`,
  explain: `autoweave explain FILE [--supergraph FILE-or-URL | --url URL [--variables JSON]] [--operation NAME] [--json]

How the operation in FILE (GraphQL) would be answered: what is asked of which subgraph, in which order and by which keys. Asks no subgraph,
unless --url names a gateway: that executes it and tells besides how long each call took, which policies stepped in, and what is kept of the answer.

  --supergraph FILE-or-URL  default: this backend's own
  --url URL                 of a gateway that runs on this machine: http://127.0.0.1:3001/graphql
  --variables JSON          for the operation
  --operation NAME          which one, where FILE has several
  --json                    the plan as JSON`,
  backup: `autoweave backup --to FOLDER

Writes the log and the records as they are at this moment into FOLDER, which is absent or empty, while the backend runs. Give it the
backend's settings: AUTOWEAVE_DATA_DIR, REDIS_URL and DATABASE_URL. Neo4j and Qdrant are not in it.`,
  restore: `autoweave restore --from FOLDER

Makes what a backup holds: the data folder AUTOWEAVE_DATA_DIR, which is absent or empty, and where the backup has them the schemas in
DATABASE_URL, beside a REDIS_URL without a log. Nothing is overwritten. Start the backend on it afterwards.`,
  doctor: `autoweave doctor

Checks the configuration, the schema and every store, a line each; the exit code is 1 when one is wrong. Run it while the backend is
stopped; a running one answers /ready.`,
};
