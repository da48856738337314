// Reads the JSON of an answer while it grows: what stands before the reply, once that begins, and the reply as far as it goes.
// Half an escape or half a character is kept back until the rest is there: nothing that it gives is ever taken back.

export type Grown = {
  /** Everything up to the first character of the reply, its opening quote included. */
  head: string;
  reply: string;
  isWhole: boolean;
};

export type GrowingAnswer = {
  /** The next piece, however the text was cut. `null`: the reply has not begun. */
  add(piece: string): Grown | null;
};

export function growingAnswer(): GrowingAnswer {
  let text = '';
  const start = replyStart();
  let replyAt: number | null = null;
  let readTo = 0;
  let reply = '';
  return {
    add(piece) {
      text += piece;
      replyAt ??= start(text);
      if (replyAt === null) return null;
      readTo = Math.max(readTo, replyAt);
      const part = partAt(text, readTo);
      readTo += part.length;
      reply += decoded(part);
      const isWhole = text[readTo] === '"';
      const shown = !isWhole && halfCharacter.test(reply) ? reply.slice(0, -1) : reply;
      return { head: text.slice(0, replyAt), reply: shown, isWhole };
    },
  };
}

const halfCharacter = /[\ud800-\udbff]$/;
const complete = /(?:[^"\\]+|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*/y;

/** The rest of a string from there on, as far as each escape in it is complete. */
function partAt(text: string, at: number): string {
  complete.lastIndex = at;
  return complete.exec(text)?.[0] ?? '';
}

const escaped: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decoded(part: string): string {
  return part.replace(/\\(?:u(.{4})|(.))/g, (_, hex: string | undefined, mark: string) =>
    hex === undefined ? (escaped[mark] ?? mark) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Finds where the value of the outermost `reply` begins; goes over each character once, however often it is asked. */
function replyStart(): (text: string) => number | null {
  let at = 0;
  let depth = 0;
  let openedAt: number | null = null;
  let isKey = true;
  let key = '';
  return (text) => {
    for (; at < text.length; at++) {
      const character = text[at];
      if (openedAt !== null) {
        if (character === '\\') {
          // The character after it says nothing of its own, also when it is not there yet.
          at++;
        } else if (character === '"') {
          if (depth === 1 && isKey) key = text.slice(openedAt + 1, at);
          openedAt = null;
        }
      } else if (character === '"') {
        if (depth === 1 && !isKey && key === 'reply') return at + 1;
        openedAt = at;
      } else if (character === '{' || character === '[') depth++;
      else if (character === '}' || character === ']') depth--;
      else if (depth === 1 && (character === ':' || character === ',')) isKey = character === ',';
    }
    return null;
  };
}
