// What the visitor wants from us with a message, read without a model.

/**
 * answering: says something; asking: asks us something; person: wants a human; leaving: says goodbye;
 * declining: would rather not say; nothing: a greeting, a thank-you, "don't know".
 */
export const wants = ['answering', 'asking', 'person', 'leaving', 'declining', 'nothing'] as const;
export type Wants = (typeof wants)[number];

export function readWants(text: string): Wants {
  return text.trim() === '' ? 'nothing' : 'answering';
}
