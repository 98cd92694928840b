import { readStreamOptions } from '../subscriptions/stream-options.ts';
import { assertNesting } from './nesting.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** What `extensions.stream` asks for is known, of the right type, and fits the operation. */
export const readStream: AdmissionStage = {
  name: 'stream options',
  admit(draft) {
    assertNesting(draft.request.extensions ?? {}, 'extensions');
    return { stream: readStreamOptions(draft.request, assertKnown(draft, 'definition').operation) };
  },
};
