// The script that pages embed: a button, the rules of engagement, and `window.Baton`. It does nothing before the page is idle,
// shifts nothing on it, and fetches the chat itself only when somebody wants it.
import { after, ask, backOffMs } from './ask.ts';
import { readEmbed } from './embed.ts';
import { createHappenings } from './happenings.ts';
import { openKept } from './kept.ts';
import { Launcher } from './launcher.ts';
import { onNewAddress, pageAddress } from './page-address.ts';
import type { Claims, Identity, Settings } from './protocol.ts';
import { createWho } from './who.ts';

const tries = 5;

function start() {
  const embed = readEmbed();
  const kept = openKept();
  const happenings = createHappenings();
  const who = createWho();
  let hurry = () => {};
  const idle = new Promise<void>((resolve) => {
    hurry = resolve;
    const soon = () =>
      (window.requestIdleCallback ?? ((on) => setTimeout(on, 200)))(() => resolve(), { timeout: 3_000 });
    if (document.readyState === 'complete') soon();
    else addEventListener('load', soon, { once: true });
  });
  const fetchSettings = () => readSettings(embed.base, { language: embed.language, ticket: kept.state().ticket });
  const launcher: Promise<Launcher> = idle.then(async () => {
    const made = new Launcher({
      embed,
      kept,
      who,
      emit: happenings.emit,
      settings: await fetchSettings(),
      fetchSettings,
    });
    onNewAddress(
      () =>
        void fetchSettings().then(
          (settings) => made.renew(settings),
          () => {},
        ),
    );
    happenings.emit({ kind: 'ready' });
    return made;
  });
  launcher.catch((error: unknown) => happenings.emit({ kind: 'error', message: String(error) }));
  const then = (act: (made: Launcher) => void) => {
    hurry();
    void launcher.then(act, () => {});
  };

  // What pages may call; docs/widget.md says what each does.
  Object.defineProperty(window, 'Baton', {
    value: Object.freeze({
      open: () => then((made) => made.open({ focus: true })),
      close: () => then((made) => made.close()),
      identify(someone: Identity | Claims | null) {
        const whose = who.become(someone, kept.state().who);
        if (whose === 'anothers')
          void launcher.then(
            (made) => made.forget(),
            () => {},
          );
        if (whose === 'nobodys')
          void launcher.then(
            (made) => made.identify(),
            () => {},
          );
      },
      on: happenings.on,
    }),
  });
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
