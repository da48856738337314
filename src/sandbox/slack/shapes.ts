// The vocabulary in which block-limits.ts is written: what one JSON value of Block Kit may be.
// Shapes are plain data; only check-blocks.ts gives them meaning.

export type Shape =
  | { kind: 'any' }
  | { kind: 'flag' }
  | { kind: 'number'; min?: number; max?: number }
  | { kind: 'string'; min?: number; max?: number; like?: RegExp; words?: readonly string[] }
  | { kind: 'text'; max: number; only?: TextType }
  | { kind: 'list'; of: Shape; min?: number; max?: number }
  | { kind: 'object'; fields: Fields; oneOf?: readonly string[] }
  | { kind: 'elements'; of: readonly string[] }
  | { kind: 'blocks'; of: readonly string[] }
  | { kind: 'context-part'; image: Shape; text: Shape }
  | { kind: 'cell'; of: readonly string[] }
  | { kind: 'rich-part' };
export type TextType = 'plain_text' | 'mrkdwn';
export type Field = Shape & { required?: true };
export type Fields = Readonly<Record<string, Field>>;

/** One block or element: where it may stand and what it holds. */
export type Surface = 'message' | 'modal' | 'home';
export type Piece = {
  on: readonly Surface[];
  fields: Fields;
  oneOf?: readonly string[];
  notBoth?: readonly [string, string];
};

export const any: Shape = { kind: 'any' };
export const flag: Shape = { kind: 'flag' };
export const req = (shape: Shape): Field => ({ ...shape, required: true });
export const number = (range: { min?: number; max?: number }): Shape => ({ kind: 'number', ...range });
export const string = (rule: { min?: number; max?: number; like?: RegExp }): Shape => ({ kind: 'string', ...rule });
export const words = (...allowed: string[]): Shape => ({ kind: 'string', words: allowed });
export const list = (of: Shape, range: { min?: number; max?: number }): Shape => ({ kind: 'list', of, ...range });
export const elementsOf = (...of: string[]): Shape => ({ kind: 'elements', of });

export function object(fields: Fields, oneOf?: readonly string[]): Shape {
  return oneOf === undefined ? { kind: 'object', fields } : { kind: 'object', fields, oneOf };
}

export function textObject(max: number, only?: TextType): Shape {
  return only === undefined ? { kind: 'text', max } : { kind: 'text', max, only };
}
export const plain = (max: number): Shape => textObject(max, 'plain_text');

export const confirm: Shape = object({
  title: req(plain(100)),
  text: req(textObject(300)),
  confirm: req(plain(30)),
  deny: req(plain(30)),
  style: words('primary', 'danger'),
});

export function option(only?: TextType): Shape {
  return object({
    text: req(textObject(75, only)),
    value: req(string({ min: 1, max: 150 })),
    description: textObject(75, only),
    url: string({ max: 3_000 }),
  });
}
export const options = (max: number, only?: TextType): Shape => list(option(only), { min: 1, max });
export const optionGroups: Shape = list(object({ label: req(plain(75)), options: req(options(100, 'plain_text')) }), {
  min: 1,
  max: 100,
});
