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
/** In another tab: a line, or anything else. */
type Change = { line: string } | 'state';

const own = 'baton';
const linePrefix = 'baton:line:';
const openKey = 'baton:open';

export class Kept {
  readonly #memory = new Map<string, string>();
  readonly #local = area('localStorage');
  readonly #session = area('sessionStorage');
  #isAllowed = this.#local?.getItem(own) != null;

  /** The visitor used the widget: from now on what it has to remember may be kept. */
  allow(): void {
    if (this.#isAllowed) return;
    this.#isAllowed = true;
    for (const [key, value] of this.#memory) this.#write(key, value);
  }

  state(): KeptState {
    return decode<KeptState>(this.#read(own)) ?? {};
  }

  change(patch: { [Key in keyof KeptState]: KeptState[Key] | undefined }): void {
    this.#write(own, JSON.stringify({ ...this.state(), ...patch }));
  }

  unsent(): Unsent[] {
    return this.#keys()
      .filter((key) => key.startsWith(linePrefix))
      .flatMap((key) => decode<Unsent>(this.#read(key)) ?? [])
      .sort((a, b) => a.at - b.at);
  }

  hold(line: Unsent): void {
    this.#write(linePrefix + line.id, JSON.stringify(line));
  }

  drop(id: string): void {
    this.#remove(linePrefix + id);
  }

  forget(): void {
    for (const key of this.#keys()) if (key === own || key.startsWith(linePrefix)) this.#remove(key);
  }

  /** Whether the chat stood open on the page before, in this tab. */
  wasOpen(): boolean {
    return this.#isAllowed && this.#session?.getItem(openKey) != null;
  }

  setOpen(isOpen: boolean): void {
    if (!this.#isAllowed) return;
    if (isOpen) this.#session?.setItem(openKey, '1');
    else this.#session?.removeItem(openKey);
  }

  watch(on: (change: Change) => void): void {
    addEventListener('storage', ({ key, storageArea }) => {
      if (storageArea !== this.#local) return;
      if (key === own || key === null) on('state');
      else if (key.startsWith(linePrefix)) on({ line: key.slice(linePrefix.length) });
    });
  }

  #place(): Storage | undefined {
    return this.#isAllowed ? this.#local : undefined;
  }

  #keys(): string[] {
    return [...new Set([...this.#memory.keys(), ...Object.keys(this.#place() ?? {})])];
  }

  #read(key: string): string | null {
    return this.#memory.get(key) ?? this.#place()?.getItem(key) ?? null;
  }

  /** In memory where nothing may be kept, or nothing more has room. */
  #write(key: string, value: string): void {
    this.#memory.set(key, value);
    try {
      this.#place()?.setItem(key, value);
      if (this.#place() !== undefined) this.#memory.delete(key);
    } catch {
      // It stays in memory.
    }
  }

  #remove(key: string): void {
    this.#memory.delete(key);
    this.#place()?.removeItem(key);
  }
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
