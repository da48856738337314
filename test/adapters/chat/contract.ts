// What every chat product is held to: payloads as the vendor sends them, signed as the vendor signs, and replies over HTTP to a
// stand-in that lets the caller down in every way.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatCall, ChatChannel, Happening, ReplyLine, Span } from '../../../src/adapters/chat/chat-channel.ts';
import { BadRequestError, OutsideError } from '../../../src/errors.ts';
import { type Answering, type Stand, startStand } from './stand.ts';

export type Subject = {
  name: string;
  open(standUrl: string): ChatChannel;
  /** As the product signs. `atMs`: where it stamps. */
  sign(raw: string, about: { secret?: string; atMs?: number }): Record<string, string>;
  isStamped: boolean;
  /** It signs nothing but shows a key that was agreed on. */
  isKeyed?: boolean;
  /** What each recorded payload comes to. */
  heard: Record<string, Partial<Happening>[]>;
  answering: Answering;
  /** To a conversation that the stand-in knows, and to one that it does not. */
  conversation: string;
  gone: string;
  /** A second delivery of the same line is recognised: by our id, or by looking. */
  once: boolean;
  /** It may tell a line only once: how its API lists the line that a recorded payload told. */
  listing?(payload: unknown): object[];
};

const folder = new URL('payloads/', import.meta.url);
export const payload = (product: string, name: string): string =>
  readFileSync(new URL(`${product}/${name}.json`, folder), 'utf8');

export function chatContract(subject: Subject): void {
  const { name, sign, heard } = subject;
  describe(name, () => {
    let stand: Stand;
    let channel: ChatChannel;
    beforeAll(async () => {
      stand = await startStand(subject.answering);
      channel = subject.open(stand.url);
    });
    beforeEach(() => stand.clear());
    afterAll(() => stand.stop());

    describe('its calls', () => {
      const call = (raw: string, headers: Record<string, string>): ChatCall => ({
        raw,
        path: `/chat/${name}`,
        secret: null,
        header: (wanted) => headers[wanted.toLowerCase()],
      });
      const names = readdirSync(new URL(`${name}/`, folder)).map((file) => file.replace('.json', ''));

      test('every recorded payload has its meaning here', () => {
        expect(Object.keys(heard).toSorted()).toEqual(names.toSorted());
      });

      test.each(Object.entries(heard))('%s: signed as the vendor signs, and understood', (file, meant) => {
        const raw = payload(name, file);
        expect(() => channel.verify(call(raw, sign(raw, {})))).not.toThrow();
        expect(channel.parse(raw)).toEqual(meant.map((each) => expect.objectContaining(each)));
      });

      const raw = payload(name, names[0] ?? '');
      const refused = (headers: Record<string, string>, body = raw) => {
        const thrown = thrownBy(() => channel.verify(call(body, headers)));
        expect(thrown).toBeInstanceOf(BadRequestError);
        expect((thrown as BadRequestError).status).toBe(401);
        expect((thrown as BadRequestError).message).toMatch(/^[A-Z].*\.$/);
      };
      test('unsigned, or signed with another secret, it is refused', () => {
        refused({});
        if (subject.isKeyed !== true) refused(sign(raw, {}), raw.replace('"', '"more'));
        refused(sign(raw, { secret: 'another-secret-of-theirs' }));
        for (const header of Object.keys(sign(raw, {}))) refused({ ...sign(raw, {}), [header]: 'nonsense' });
      });
      if (subject.isStamped) {
        test('what was signed long ago, or for the future, is refused', () => {
          refused(sign(raw, { atMs: Date.now() - 3_600_000 }));
          refused(sign(raw, { atMs: Date.now() + 3_600_000 }));
        });
      }

      test('what is not the product’s is refused with a sentence', () => {
        for (const [body, status] of [
          ['{', 400],
          ['"hello"', 422],
          ['null', 422],
          ['{"hello":1}', 422],
        ] as const) {
          const thrown = thrownBy(() => channel.parse(body));
          expect(thrown, body).toBeInstanceOf(BadRequestError);
          expect((thrown as BadRequestError).status).toBe(status);
        }
      });

      test('however a payload is bent, it is understood, left or refused, and never a bug', () => {
        for (const file of names) {
          for (const bent of bentWays(JSON.parse(payload(name, file)))) {
            const thrown = thrownBy(() => channel.parse(JSON.stringify(bent)));
            if (thrown !== undefined) expect(thrown, JSON.stringify(bent)).toBeInstanceOf(BadRequestError);
          }
        }
      });

      const first = Object.entries(heard).find(([, meant]) => meant[0]?.kind === 'visitor')?.[0];
      // A product that tells no texts has none to clean here.
      test.skipIf(first === undefined)('characters no database likes are left out, and too long a text is cut', () => {
        const said = first === undefined ? undefined : channel.parse(payload(name, first))[0];
        if (first === undefined || said?.kind !== 'visitor') throw new Error('no visitor line');
        const word = said.message.text.split(/\s/)[0] ?? '';
        const parse = (to: string) =>
          channel.parse(payload(name, first).replace(word, JSON.stringify(to).slice(1, -1)));
        const odd = parse('null \u0000 half \ud800 smile 🙂')[0];
        expect(odd?.kind === 'visitor' && odd.message.text).toContain('smile 🙂');
        expect(JSON.stringify(odd)).not.toMatch(/\\u0000|\\ud800/);
        if (name === 'webhook') return;
        const long = parse('x'.repeat(20_000))[0];
        expect(long?.kind === 'visitor' && long.message.text.length).toBe(10_000);
      });
    });

    const { listing } = subject;
    describe.skipIf(listing === undefined)('what it may never have told', () => {
      const files = readdirSync(new URL(`${name}/`, folder)).map((file) => file.replace('.json', ''));
      const span = (more: Partial<Span> = {}): Span => {
        const known = async () => [subject.gone, subject.conversation];
        return { since: '2000-01-01T00:00:00.000Z', from: '2000-01-01T00:00:00.000Z', until: '2100', known, ...more };
      };
      const look = async (within: Span) => {
        const said: Happening[] = [];
        for await (const looked of channel.recent?.(within) ?? []) said.push(...looked.said);
        return said.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
      };
      /** A list may be less exact about when it was. */
      const timeless = (said: readonly Happening[]) =>
        said.map((each) => ({ ...each, message: { ...(each as { message: object }).message, at: undefined } }));
      const fill = () => stand.said.push(...files.flatMap((file) => listing?.(JSON.parse(payload(name, file))) ?? []));

      test('is read page by page as its calls would have told it, and a conversation that is gone is left', async () => {
        fill();
        const told = files
          .flatMap((file) => channel.parse(payload(name, file)))
          .filter(({ kind }) => kind === 'visitor' || kind === 'operator');
        expect(told.length).toBeGreaterThan(1);
        const sorted = told.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
        expect(timeless(await look(span()))).toEqual(timeless(sorted));
      });

      test('is not read where it is older, or just being told', async () => {
        fill();
        const all = await look(span());
        const times = all.map((each) => (each as { message: { at: string } }).message.at).toSorted();
        const from = times.at(-1) ?? '';
        expect(await look(span({ from }))).toHaveLength(times.filter((at) => at >= from).length);
        expect(await look(span({ until: from }))).toHaveLength(times.filter((at) => at < from).length);
        expect(await look(span({ from: '2090-01-01T00:00:00.000Z' }))).toEqual([]);
      });

      test('waits while the product is in trouble, whatever it says is wrong', async () => {
        fill();
        for (const status of [500, 429, 401, 403, 400, 404, 422]) {
          stand.fail({ kind: 'http', status, retryAfterS: 7 });
          const answer = look(span());
          // Of a single conversation that is gone; where none is listed first, that is the first thing asked.
          if (status === 404 && name === 'zendesk') await expect(answer).resolves.toBeDefined();
          else await expect(answer).rejects.toMatchObject({ retry: 'later', status, retryAfterMs: 7_000 });
        }
        stand.fail({ kind: 'lost-answer' });
        await expect(look(span())).rejects.toMatchObject({ retry: 'later', status: undefined });
      });
    });

    describe('its replies', () => {
      let count = 0;
      const line = (more: Partial<ReplyLine> = {}): ReplyLine => ({
        channel: name,
        conversation: subject.conversation,
        message: {
          id: `lead_1-${++count}`,
          text: `How many <people> & seats, "${count}"?\nAll of you.`,
          at: new Date().toISOString(),
        },
        from: { kind: 'baton', name: 'Baton' },
        heardAt: new Date().toISOString(),
        mayBeThere: false,
        ...more,
      });
      const failed = async (sent: ReplyLine) => {
        const thrown = await channel.reply(sent).catch((error: unknown) => error);
        expect(thrown).toBeInstanceOf(OutsideError);
        expect((thrown as Error).message).not.toContain(sent.message.text);
        return thrown as OutsideError;
      };

      test('arrives as it was written', async () => {
        const sent = line();
        await channel.reply(sent);
        expect(stand.lines).toMatchObject([{ conversation: subject.conversation, text: sent.message.text }]);
      });

      test('waits out what passes, and a key that people mend', async () => {
        for (const status of [500, 503, 429, 401, 403]) {
          stand.fail({ kind: 'http', status, retryAfterS: 7 });
          expect(await failed(line())).toMatchObject({ system: 'chat', retry: 'later', status, retryAfterMs: 7_000 });
        }
        expect(stand.lines).toEqual([]);
      });

      test('is given up where the conversation is gone', async () => {
        expect(await failed(line({ conversation: subject.gone }))).toMatchObject({ retry: 'never' });
      });

      test('that nobody answers may be there: no status says that it is not', async () => {
        stand.fail({ kind: 'reset' });
        expect(await failed(line())).toMatchObject({ retry: 'later', status: undefined });
      });

      if (subject.once) {
        test('with the answer lost stands there once', async () => {
          const sent = line();
          stand.fail({ kind: 'lost-answer' });
          await failed(sent);
          await channel.reply({ ...sent, mayBeThere: true });
          expect(stand.lines).toHaveLength(1);
          const lost = line();
          stand.fail({ kind: 'reset' });
          await failed(lost);
          await channel.reply({ ...lost, mayBeThere: true });
          expect(stand.lines).toHaveLength(2);
        });
      }
    });
  });
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

const odd: unknown[] = [undefined, null, 7, 'x', true, [], {}, [null], { id: {} }];

/** The payload with each of its parts in turn replaced by something odd. */
function* bentWays(given: unknown): Generator<unknown> {
  if (typeof given !== 'object' || given === null) return;
  for (const key of Object.keys(given)) {
    const copy = (value: unknown) =>
      Array.isArray(given) ? given.map((each, i) => (String(i) === key ? value : each)) : { ...given, [key]: value };
    for (const value of odd) yield copy(value);
    for (const value of bentWays((given as Record<string, unknown>)[key])) yield copy(value);
  }
}
