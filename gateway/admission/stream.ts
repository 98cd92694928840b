import { readStreamOptions } from '../subscriptions/stream-options.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** What `extensions.stream` asks for is known, of the right type, and fits the operation. */
export const readStream: AdmissionStage = {
  name: 'stream options',
  admit: (draft) => ({ stream: readStreamOptions(draft.request, assertKnown(draft, 'definition').operation) }),
};
