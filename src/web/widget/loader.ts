// The script that pages embed: a button, the rules of engagement, and `window.Baton`. It does nothing before the page is idle,
// shifts nothing on it, and fetches the chat itself only when somebody wants it.
import { after, ask, backOffMs } from './ask.ts';
import { readEmbed } from './embed.ts';
import { createHappenings } from './happenings.ts';
import { Kept } from './kept.ts';
import { Launcher } from './launcher.ts';
import { onNewAddress, pageAddress } from './page-address.ts';
import type { Claims, Identity, Settings } from './protocol.ts';
import { createWho } from './who.ts';

const tries = 5;
/** A page that is never idle has to wait for it no longer. */
const longestMs = 3_000;

function start(): void {
  const embed = readEmbed();
  const kept = new Kept();
  const { emit, on } = createHappenings();
  const who = createWho();
  const fetchSettings = () => readSettings(embed.base, { language: embed.language, ticket: kept.state().ticket });
  const { idle, hurry } = pageIdle();
  const launcher = idle.then(async () => {
    const settings = await fetchSettings();
    const made = new Launcher({ embed, kept, who, emit, settings, fetchSettings });
    onNewAddress(() => {
      const renew = (next: Settings) => made.renew(next);
      fetchSettings().then(renew, () => {});
    });
    emit({ kind: 'ready' });
    return made;
  });
  launcher.catch((error: unknown) => emit({ kind: 'error', message: String(error) }));
  const then = (act: (made: Launcher) => void): void => void launcher.then(act, () => {});

  // What pages may call; docs/widget.md says what each does.
  const baton = {
    open() {
      hurry();
      then((made) => made.open({ focus: true }));
    },
    close: () => then((made) => made.close()),
    identify(someone: Identity | Claims | null) {
      const whose = who.become(someone, kept.state().who);
      if (whose === 'anothers') then((made) => made.forget());
      if (whose === 'nobodys') then((made) => made.identify());
    },
    on,
  };
  Object.defineProperty(window, 'Baton', { value: Object.freeze(baton) });
}

/** `hurry`: somebody waits for it. */
function pageIdle(): { idle: Promise<void>; hurry(): void } {
  const { promise: idle, resolve: hurry } = withResolvers();
  const soon = () => {
    // Safari has none.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => hurry(), { timeout: longestMs });
    else setTimeout(hurry, 200);
  };
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
  return { idle, hurry };
}

function withResolvers(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function readSettings(base: string, about: { language: string; ticket: string | undefined }): Promise<Settings> {
  const query = new URLSearchParams({ page: pageAddress(), language: about.language });
  if (about.ticket !== undefined) query.set('ticket', about.ticket);
  for (let vain = 0; ; vain++) {
    const answer = await ask(base, `widget/settings?${query}`).catch(() => undefined);
    if (answer?.ok) return (await answer.json()) as Settings;
    // What the door refuses stays refused: this page may not have the widget.
    if (vain === tries || (answer !== undefined && answer.status < 500 && answer.status !== 429)) {
      throw new Error(`The settings of the chat could not be read (${answer?.status ?? 'no answer'}).`);
    }
    await after(backOffMs(vain + 1));
  }
}

if (!('Baton' in window)) start();
