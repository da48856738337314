// The modals about a team's bar: the share to aim at, and who would be judged otherwise.
import type { ModalView } from '@slack/types';
import type { Playbook } from '../../core/playbook.ts';
import type { Flip } from '../../core/replay.ts';
import type { TeamBar } from '../../core/team-bar.ts';
import { viewIds } from './actions.ts';
import { flipItem } from './bar-message.ts';
import { nameOfTeam } from './bar-parts.ts';
import { barWords as words } from './bar-words.ts';
import { line, more } from './lead-parts.ts';
import { glance } from './limits.ts';
import { input, modal, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';

type About = { playbook: Playbook };

export function aimModal(bar: TeamBar, about: About): ModalView {
  const element = {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: 3,
    ...(bar.share !== null && { initial_value: String(Math.round(bar.share * 100)) }),
  } as const;
  const said = words.aimModal.about(nameOfTeam(bar.team, about), about.playbook.bar.share);
  return modal({
    id: viewIds.barAim,
    about: `${bar.team}:${bar.step}`,
    words: words.aimModal,
    blocks: [
      input('share', { label: words.aimModal.share, hint: words.aimModal.hint, element, optional: true }),
      ...blocks([{ kind: 'small', lines: [said] }]),
    ],
  });
}

/** Null: what the playbook says. */
export function readAim(entered: unknown): Read<number | null> {
  const typed = (values.safeParse(entered).data?.share?.value?.value ?? '').trim().replace(/ ?%$/, '');
  if (typed === '') return { kind: 'read', value: null };
  const share = /^\d{1,2}$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(share >= 5 && share <= 95)) return { kind: 'wrong', errors: { share: words.aimModal.wrong } };
  return { kind: 'read', value: share / 100 };
}

export function flipsModal({ bar, flips }: { bar: TeamBar; flips: readonly Flip[] }, about: About): ModalView {
  const shown = flips.slice(0, glance.flipsInModal).map((flip) => flipItem(flip, about));
  const items = [...shown, ...more(flips.length - shown.length)];
  return modal({
    words: words.flipsModal,
    blocks: blocks([
      line(bar.proposal === null ? words.noFlips : words.flips(flips.length, bar.proposal)),
      ...(items.length === 0 ? [] : [{ kind: 'bullets', items } as const]),
    ]),
  });
}
