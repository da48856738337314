// What the widget keeps in the visitor's browser. Before they press anything of it, that is nothing: what is kept until then is
// kept in memory and forgotten with the page. Other tabs read the same, so each unsent line has a place of its own.
export type KeptState = {
  token?: string;
  conversation?: string;
  ticket?: string;
  /** Whom the page said the visitor is, when the conversation began. */
  who?: string;
  /** When the widget was last used or sent away, in milliseconds. */
  usedAt?: number;
  /** When the last line came or went, likewise. */
  lineAt?: number;
  /** The number of the last line that was looked at. */
  seenN?: number;
};
export type Unsent = { id: string; text: string; at: number };

const own = 'baton';
const linePrefix = 'baton:line:';
const openKey = 'baton:open';

export type Kept = ReturnType<typeof openKept>;

export function openKept() {
  const memory = new Map<string, string>();
  const local = area('localStorage');
  const session = area('sessionStorage');
  let isAllowed = local?.getItem(own) != null;

  const place = () => (isAllowed ? local : undefined);
  const read = (key: string) => memory.get(key) ?? place()?.getItem(key) ?? null;
  const write = (key: string, value: string) => {
    try {
      if (place() === undefined) throw new Error('nothing may be kept');
      place()?.setItem(key, value);
      memory.delete(key);
    } catch {
      memory.set(key, value);
    }
  };
  const remove = (key: string) => {
    memory.delete(key);
    place()?.removeItem(key);
  };
  const state = (): KeptState => decode<KeptState>(read(own)) ?? {};

  return {
    state,
    change(patch: { [Key in keyof KeptState]: KeptState[Key] | undefined }) {
      write(own, JSON.stringify({ ...state(), ...patch }));
    },
    /** The visitor used the widget: from now on what it has to remember may be kept. */
    allow() {
      if (isAllowed) return;
      isAllowed = true;
      for (const [key, value] of memory) write(key, value);
    },
    unsent(): Unsent[] {
      const keys = new Set([...memory.keys(), ...Object.keys(place() ?? {})]);
      return [...keys]
        .filter((key) => key.startsWith(linePrefix))
        .flatMap((key) => decode<Unsent>(read(key)) ?? [])
        .sort((a, b) => a.at - b.at);
    },
    hold: (line: Unsent) => write(linePrefix + line.id, JSON.stringify(line)),
    drop: (id: string) => remove(linePrefix + id),
    /** Whether the chat stood open on the page before, in this tab. */
    wasOpen: () => isAllowed && session?.getItem(openKey) != null,
    setOpen(isOpen: boolean) {
      if (!isAllowed) return;
      if (isOpen) session?.setItem(openKey, '1');
      else session?.removeItem(openKey);
    },
    forget() {
      for (const key of [...memory.keys(), ...Object.keys(place() ?? {})]) {
        if (key === own || key.startsWith(linePrefix)) remove(key);
      }
    },
    /** Another tab changed something: a line, or the conversation itself. */
    watch(on: (change: { line: string; isThere: boolean } | 'state') => void): () => void {
      const heard = ({ key, newValue, storageArea }: StorageEvent) => {
        if (storageArea !== local) return;
        if (key === own || key === null) on('state');
        else if (key.startsWith(linePrefix)) on({ line: key.slice(linePrefix.length), isThere: newValue !== null });
      };
      addEventListener('storage', heard);
      return () => removeEventListener('storage', heard);
    },
  };
}

/** Browsers may refuse even to be asked. */
function area(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[name];
  } catch {
    return undefined;
  }
}

function decode<Kind>(text: string | null): Kind | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kind);
  } catch {
    return undefined;
  }
}
