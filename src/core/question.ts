// What somebody asks of Baton, in a command or in words: the same questions, the same answers. Only what is surely meant is
// understood; everything else is told what can be asked.

export const commands = ['help', 'queue', 'mine', 'find', 'why', 'stats', 'away', 'back', 'bar', 'playbook'] as const;
export type Command = (typeof commands)[number];

/** A question that is answered from what is stored; `text`: whom it is about. */
export type Asking =
  | { kind: 'help' | 'queue' | 'mine' | 'stats' | 'bar' | 'playbook' }
  | { kind: 'find' | 'why'; text: string }
  /** The numbers of a week; `text`: which, and of which team. */
  | { kind: 'week'; text: string }
  /** Form beside chat; `text`: over which days. */
  | { kind: 'pilot'; text: string }
  | { kind: 'unknown'; text: string; nearest: Command | null };

/** A question, or what a rep says of themselves; `text`: when they are away. */
export type Question = Asking | { kind: 'away'; text: string } | { kind: 'back' };

export function readQuestion(typed: string): Question {
  const text = typed.trim().replace(/\s+/g, ' ');
  const [word = '', ...rest] = text.split(' ');
  if (text === '') return { kind: 'help' };
  const command = commands.find((each) => each === word.toLowerCase().replace(/[:?]$/, ''));
  if (command !== undefined && (command !== 'back' || rest.length === 0)) return asCommand(command, rest.join(' '));
  return inWords(text) ?? { kind: 'unknown', text, nearest: nearest(word.toLowerCase()) };
}

function asCommand(command: Command, rest: string): Question {
  switch (command) {
    case 'find':
      return { kind: command, text: rest };
    case 'why':
      return theBar.test(rest) ? { kind: 'bar' } : { kind: command, text: whom(rest) };
    case 'away':
      return { kind: command, text: rest };
    case 'stats':
      if (/^pilot\b/i.test(rest)) return { kind: 'pilot', text: rest.slice('pilot'.length).trim() };
      return rest === '' ? { kind: command } : { kind: 'week', text: rest };
    default:
      return { kind: command };
  }
}

const away =
  /^(?:hi |hey |hello )?(?:(?:i'?m|i am|i'?ll be|i will be|set me|mark me|put me)(?: as)? )?(?:away|out of (?:the )?office|out|ooo|off|sick|gone|on (?:holidays?|vacation|leave|pto)|not (?:in|here|available))\b ?(.*)$/i;
const saysAway =
  /^(?:hi |hey |hello )?(?:i'?m|i am|i'?ll be|i will be|(?:set|mark|put) me|away|ooo|out of (?:the )?office)\b/i;
const theBar = /\b(?:the|this|our) bar\b/i;
const back = /\b(?:i'?m|i am) back\b|^back(?: now| again| (?:at|in|from) .{1,30})?$/i;

function inWords(typed: string): Question | null {
  const text = typed.replaceAll('’', "'").replace(/[?!.]+$/, '');
  if (back.test(text)) return { kind: 'back' };
  const gone = saysAway.test(text) ? away.exec(text) : null;
  if (gone !== null) return { kind: 'away', text: gone[1] ?? '' };
  if (theBar.test(text)) return { kind: 'bar' };
  if (/^why\b/i.test(text)) return { kind: 'why', text: whom(text.slice(3)) };
  if (/\bmy (?:\w+ )?leads?\b|\bwhat(?:'s| is) mine\b|\bwhat do i have\b/i.test(text)) return { kind: 'mine' };
  if (/\b(?:wait(?:s|ing)?|queue)\b|\b(?:new|open|unclaimed) leads?\b/i.test(text)) return { kind: 'queue' };
  if (/\b(?:stats|statistics|numbers|accept rate|how are we doing)\b|^how many leads\b/i.test(text)) {
    return { kind: 'stats' };
  }
  if (/\bplaybook\b|\bthe rules\b|\bhow (?:do|does) (?:baton|you) (?:decide|judge)\b/i.test(text)) {
    return { kind: 'playbook' };
  }
  const [, sought] =
    /^(?:please )?(?:find|search(?: for)?|look (?:up|for)|show(?: me)?|where(?:'s| is)|who(?:'s| is)) (.+)$/i.exec(
      text,
    ) ?? [];
  if (sought !== undefined) return { kind: 'find', text: sought.trim() };
  return /^(?:hi|hey|hello|help me|what can (?:you|i)\b.*|how do(?:es)? (?:this|it|you) work)$/i.test(text)
    ? { kind: 'help' }
    : null;
}

/** "did Acme get 40" and "is Acme here?" are about Acme. */
function whom(text: string): string {
  return text
    .replace(/[?!.]+$/, '')
    .trim()
    .replace(/^(?:is|was|did|does|has|have)\s+/i, '')
    .replace(
      /\s+(?:here|mine|so (?:high|low)|(?:not )?(?:qualify|qualified|offered|rejected)|(?:get|got|score|scored|has) .*)$/i,
      '',
    )
    .trim();
}

/** The command that was probably meant: one slip for a short word, two for a long one. */
function nearest(word: string): Command | null {
  const close = commands
    .map((command) => ({ command, slips: command.startsWith(word) && word.length > 1 ? 0 : slips(word, command) }))
    .toSorted((a, b) => a.slips - b.slips)[0];
  return close !== undefined && close.slips <= (word.length > 4 ? 2 : 1) ? close.command : null;
}

/** Letters to change, add, drop or swap with their neighbour. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      row.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
