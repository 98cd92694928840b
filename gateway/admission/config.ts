import { choiceSetting, integerSetting, optionalTextSetting, optionalUrlSetting, type Values } from '../../platform/config/settings.ts';

/** What admission is told by the environment. */
export const ADMISSION_SETTINGS = {
  maxDepth: integerSetting('AUTOWEAVE_MAX_DEPTH', { description: 'How deep fields of a document may nest.', default: 30, min: 1, max: 200 }),
  maxAliases: integerSetting('AUTOWEAVE_MAX_ALIASES', {
    description: 'How many aliases an operation may have, fragments counted as often as they are spread.',
    default: 200,
    min: 0,
    max: 100_000,
  }),
  maxRootFields: integerSetting('AUTOWEAVE_MAX_ROOT_FIELDS', {
    description: 'How many fields of the root an operation may select.',
    default: 50,
    min: 1,
    max: 10_000,
  }),
  maxDirectives: integerSetting('AUTOWEAVE_MAX_DIRECTIVES', {
    description: 'How many directives a document may use; at one place at most eight.',
    default: 100,
    min: 0,
    max: 10_000,
  }),
  maxRepetitions: integerSetting('AUTOWEAVE_MAX_REPETITIONS', {
    description: 'How often one response name may be selected at one place of a document, fragments included.',
    default: 50,
    min: 1,
    max: 10_000,
  }),
  maxFields: integerSetting('AUTOWEAVE_MAX_FIELDS', {
    description: 'How many fields an operation may have, fragments counted as often as they are spread.',
    default: 10_000,
    min: 1,
    max: 1_000_000,
  }),
  maxCost: integerSetting('AUTOWEAVE_MAX_COST', {
    description: 'Highest estimated cost of an operation: about the number of objects that it can answer with.',
    default: 5_000_000,
    min: 1,
    max: 1_000_000_000,
  }),
  maxSocketOperations: integerSetting('AUTOWEAVE_MAX_SOCKET_OPERATIONS', {
    description: 'How many operations may run on one WebSocket at a time.',
    default: 1_000,
    min: 1,
    max: 100_000,
  }),
  maxConcurrentOperations: integerSetting('AUTOWEAVE_MAX_CONCURRENT_OPERATIONS', {
    description: 'How many operations of one principal of one workspace may run in a process at a time.',
    default: 20_000,
    min: 1,
    max: 1_000_000,
  }),
  maxAnswerBytes: integerSetting('AUTOWEAVE_MAX_ANSWER_BYTES', {
    description: 'Largest answer or subscription message, in bytes before compression.',
    default: 16_777_216,
    min: 1_024,
    max: 268_435_456,
  }),
  maxUnreadBytes: integerSetting('AUTOWEAVE_MAX_UNREAD_BYTES', {
    description:
      'How many bytes may wait in a process for clients that do not read their answers, or do not send all of a body; beyond, the slowest are cut off.',
    default: 134_217_728,
    min: 1_048_576,
    max: 8_589_934_592,
  }),
  corsOrigins: optionalTextSetting('AUTOWEAVE_CORS_ORIGINS', {
    description: 'Origins of other hosts whose pages may call the API, separated by commas: https://dashboard.example. Unset: only pages of this host.',
  }),
  introspection: choiceSetting('AUTOWEAVE_INTROSPECTION', {
    description: 'Whether introspection and suggestions of field names are answered: auto is false with NODE_ENV=production.',
    default: 'auto',
    choices: ['auto', 'true', 'false'],
  }),
  trustedDocuments: optionalTextSetting('AUTOWEAVE_TRUSTED_DOCUMENTS', {
    description: 'File of trusted documents: JSON of SHA-256 (hex) to document, as client code generation writes it.',
  }),
  trustedDocumentsMode: choiceSetting('AUTOWEAVE_TRUSTED_DOCUMENTS_MODE', {
    description: 'safelist runs trusted documents alone; known lets others run as well.',
    default: 'safelist',
    choices: ['safelist', 'known'],
  }),
  rateLimit: integerSetting('AUTOWEAVE_RATE_LIMIT', {
    description: 'Operations a minute of one principal of one workspace; 0 for no limit. Callers on this machine without a proxy are not limited.',
    default: 60_000,
    min: 0,
    max: 10_000_000,
  }),
  rateLimitCost: integerSetting('AUTOWEAVE_RATE_LIMIT_COST', {
    description: 'Estimated cost a minute of one principal of one workspace; 0 for no limit.',
    default: 0,
    min: 0,
    max: 1_000_000_000,
  }),
  rateLimitAddress: integerSetting('AUTOWEAVE_RATE_LIMIT_ADDRESS', {
    description: 'Requests a minute of one address, before its identity is asked; 0 for no limit. Not counted behind a proxy.',
    default: 60_000,
    min: 0,
    max: 10_000_000,
  }),
  rateLimitRedisUrl: optionalUrlSetting('AUTOWEAVE_RATE_LIMIT_REDIS_URL', {
    description: 'Redis that several copies of the gateway count rates in together; unset: each process counts its own.',
    protocols: ['redis:', 'rediss:'],
  }),
  overloadLagMs: integerSetting('AUTOWEAVE_OVERLOAD_LAG_MS', {
    description:
      'Operations beyond few at a time are refused once the event loop lags by more than this for a while, or a crowd of them takes twice as long, in milliseconds; 0 never refuses.',
    default: 200,
    min: 0,
    max: 60_000,
  }),
};

/** The settings of admission, read. */
export type AdmissionConfig = Values<typeof ADMISSION_SETTINGS>;
