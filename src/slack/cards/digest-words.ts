// What stands around the numbers of a week in Slack. The numbers themselves are said by core/report-words.ts, as on the page.

export const digestWords = {
  open: 'Open the report',
  export: 'Export CSV',
  review: 'Open review',
  approve: (team: string, to: number) => `The bar of ${team} could go to ${Math.round(to * 10) / 10}`,
  details: 'By team, rep and more',
  noLinks: 'Set PUBLIC_URL and SECRET_KEY, and the report can be opened and exported from here.',
  misses: (count: number) => {
    switch (count) {
      case 0:
        return 'No near misses';
      case 1:
        return 'One near miss and no other: should a rep have seen it?';
      case 2:
        return 'Two near misses and no more: should a rep have seen them?';
      default:
        return 'Three near misses: should a rep have seen them?';
    }
  },
  noMisses: 'No lead of this week came close to its team’s bar without being posted, so there is nothing to ask.',
  drawnMisses:
    'Drawn from the leads of the week with all four pillars that stayed at most 15 points under the bar. Thumbs are for managers.',
  picture: 'The same as a picture',
  noWeek: (typed: string) =>
    `Baton does not know the period “${typed}”. Try: /baton stats last week · this week · 2026-W47, and a team’s name behind it.`,
  notYours: (team: string) => `The numbers of ${team} are for its own reps and for managers.`,
  noTeam: 'You are in no team of the playbook, and the numbers of all teams are for managers.',
  managersOnly:
    'The comparison of form and chat is for managers. Type /baton stats last week for your own team’s numbers.',
  noDays: 'Baton does not know these days. Try: /baton stats pilot, or /baton stats pilot 2026-10-01 2026-10-31.',
  pilot: (from: string, to: string) => `Form beside chat, ${from} to ${to}`,
  contract: 'The playbook to print and sign',
  ahead: 'That week has not begun.',

  own: {
    title: (name: string) => `Your week ${name}`,
    verdicts: (accepted: number, rejected: number, nurtured: number) =>
      `${accepted} accepted, ${rejected} rejected, ${nurtured} nurtured`,
    rateBefore: (accepted: number, decided: number) => `; the week before ${accepted} of ${decided}`,
    reasked: (times: string) => `${times} of your first lines asked for what the visitor had said already`,
    nothing: 'No lead was yours in this week.',
    stop: 'You asked for this in Baton’s home, where you can stop it.',
  },
} as const;
