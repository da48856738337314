// Ways by which a visitor is heard and reads nothing: a form, and a call that was written down. Nobody is answered there.
import { isByForm } from './form.ts';
import type { Lead } from './lead.ts';
import { channelOf, isByMail } from './line.ts';
import type { Playbook } from './playbook.ts';

type Written = Pick<Lead, 'messages' | 'channel'>;

/** What somebody said on the phone. */
export const voiceChannel = 'voice';

export const isByVoice = (lead: Written): boolean => channelOf(lead) === voiceChannel;

export const isOneWay = (lead: Written): boolean => isByForm(lead) || isByVoice(lead);

/** Nobody pauses so long on the phone: whoever says nothing more has hung up. */
const hungUpMinutes = 5;

/** How long a visitor may be silent before they have left. */
export function patienceMs(lead: Written, { continuity, limits }: Pick<Playbook, 'continuity' | 'limits'>): number {
  const minutes = isByVoice(lead) ? hungUpMinutes : limits.silenceMinutes;
  return (isByMail(lead) ? continuity.longestGapHours * 60 : minutes) * 60_000;
}
