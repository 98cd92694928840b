import type { PartForm } from '../part-writer.ts';
import type { EVENT_STREAM_TYPE } from './media-types.ts';

/** Of answers in parts; a parameter names their form. */
export const PARTS_TYPE = 'multipart/mixed';

/** The parameter of a media type that names the form of the parts in it. */
export const FORM_PARAMETERS: Readonly<Record<PartForm, string>> = { '20220824': 'deferSpec=20220824', 'v0.2': 'incrementalSpec=v0.2' };

const FORMS: readonly PartForm[] = ['v0.2', '20220824'];

/**
 * The form in which a client takes an answer in parts of a media type: of several that it names the one that it wants most, by weight,
 * then by its own order. Undefined when it names none: it is not known to read any.
 */
export function choosePartForm(accept: string | undefined, type: typeof PARTS_TYPE | typeof EVENT_STREAM_TYPE): PartForm | undefined {
  let best: { readonly form: PartForm; readonly quality: number } | undefined;
  for (const range of (accept ?? '').split(',')) {
    const [name = '', ...parameters] = range.split(';').map((piece) => piece.trim().toLowerCase().replaceAll('"', ''));
    const form = name === type ? FORMS.find((one) => parameters.includes(FORM_PARAMETERS[one].toLowerCase())) : undefined;
    if (form === undefined) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    if (quality > (best?.quality ?? 0)) best = { form, quality };
  }
  return best?.form;
}
