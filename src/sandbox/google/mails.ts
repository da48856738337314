// The mails that Google writes to guests: kept, not sent, so that a test can see who was told what.
import type { EventBody, Mail, StoredEvent, World } from './world.ts';

export type SendUpdates = 'all' | 'externalOnly' | 'none';

export function mailGuests(
  world: World,
  event: StoredEvent,
  { before, send }: { before: EventBody | null; send: SendUpdates },
): void {
  if (send === 'none') return;
  const at = world.now().toISOString();
  const wereThere = addresses(before, event);
  const areThere = addresses(event.body, event);
  const mail = (kind: Mail['kind'], people: readonly string[]) => {
    const isOutside = (to: string) => !world.accounts.some(({ email }) => email === to);
    event.mails.push(...people.filter((to) => send === 'all' || isOutside(to)).map((to) => ({ to, kind, at })));
  };
  const stayed = areThere.filter((each) => wereThere.includes(each));
  mail(
    'invitation',
    areThere.filter((each) => !wereThere.includes(each)),
  );
  if (before !== null && tells(before) !== tells(event.body)) mail('update', stayed);
  mail(
    'cancellation',
    wereThere.filter((each) => !areThere.includes(each)),
  );
}

/** Nobody is told of their own meeting. */
function addresses(body: EventBody | null, { calendar }: StoredEvent): string[] {
  if (body === null || body.status === 'cancelled') return [];
  return (body.attendees ?? []).map(({ email }) => email).filter((email) => email !== calendar);
}

const tells = ({ summary, description, start, end, location }: EventBody) =>
  JSON.stringify([summary, description, start.dateTime ?? start.date, end.dateTime ?? end.date, location]);
