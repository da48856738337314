// Baton's App Home: what needs somebody first, then their leads, the queue, their own day and numbers; for managers the team,
// and what is configured, too. Drawn whole each time, within Slack's 100 blocks.
import type { ActionsBlock, HomeView, KnownBlock } from '@slack/types';
import type { Curated, Home, Learning, LeftOut } from '../../core/home.ts';
import { actionIds } from './actions.ts';
import { numberItems, strangerParts } from './answers.ts';
import { availabilityBlocks } from './availability-parts.ts';
import { calendarBlocks } from './calendar-parts.ts';
import { curatedParts } from './curation-parts.ts';
import { homeWords } from './home-words.ts';
import { type Lists, mineParts, waitingParts } from './lead-list.ts';
import { heading, line } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { learningBlocks, leftOutBlocks, settingsParts, stuckBlocks, teamBlocks } from './managers-home.ts';
import type { Stuck } from './news.ts';
import { blocks, type Part, plain } from './parts.ts';
import { words } from './words.ts';

function weekRow(reads: boolean): ActionsBlock {
  const label = reads ? homeWords.stopWeek : homeWords.readWeek;
  const text = plain(label, slackLimits.buttonText);
  return {
    type: 'actions',
    // Of a fixed name, so that a press meets it even if the view was drawn anew meanwhile.
    block_id: 'week',
    elements: [{ type: 'button', action_id: actionIds.readWeek, text, value: reads ? 'stop' : 'read' }],
  };
}

/** Whoever is in no team's channel. */
export function strangersHome(channels: readonly string[]): HomeView {
  const how: Part[] = [heading(words.lists.howTitle), ...words.lists.how.map((each) => line(each))];
  return { type: 'home', blocks: blocks([...strangerParts(channels), { kind: 'divider' }, ...how]) };
}

/** What only managers see; `configured`: by the names of the log line at start. `connect`: where they connect their calendar. */
type Drawing = Lists & {
  home: Home;
  connect?: string | null;
  managed: {
    stuck: readonly Stuck[];
    configured: Readonly<Record<string, string>> | null;
    learning?: Learning | null;
    curated?: Curated | null;
    leftOut?: LeftOut | null;
  };
};

export function homeView({ home, connect = null, managed, ...about }: Drawing): HomeView {
  const { mine, waiting, availability, calendar, numbers, days, team } = home;
  const isListed = about.playbook.teams.some(({ reps }) => reps.some(({ slack }) => slack === availability.rep.id));
  const divider: KnownBlock = { type: 'divider' };
  const leads: Part[] = [...mineParts(mine, about), { kind: 'divider' }, ...waitingParts(waiting, about)];
  const own: Part[] = [heading(homeWords.numbers(days)), { kind: 'bullets', items: numberItems(numbers) }];
  const how: Part[] = [heading(words.lists.howTitle), ...words.lists.how.map((each) => line(each))];
  return {
    type: 'home',
    blocks: [
      ...(managed.stuck.length === 0 ? [] : [...stuckBlocks(managed.stuck, about), divider]),
      ...(managed.leftOut?.leads.length ? [...leftOutBlocks(managed.leftOut, about), divider] : []),
      ...blocks(leads),
      divider,
      ...availabilityBlocks({ availability, isTheirs: true }),
      ...(isListed ? [] : blocks([{ kind: 'small', lines: [homeWords.unlisted] }])),
      divider,
      ...calendarBlocks({ calendar, connect, rep: availability.rep.id, zone: availability.zone }),
      divider,
      ...blocks(own),
      weekRow(home.readsWeek),
      divider,
      ...(team === null ? [] : [...teamBlocks(team, availability.zone), divider]),
      ...(managed.learning ? [...learningBlocks(managed.learning, about), divider] : []),
      ...(managed.curated ? [...blocks(curatedParts(managed.curated, about.playbook)), divider] : []),
      ...(managed.configured === null ? [] : [...blocks(settingsParts(about.playbook, managed.configured)), divider]),
      ...blocks(how),
    ],
  };
}
