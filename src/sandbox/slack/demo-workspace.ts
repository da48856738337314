// The team of the sandbox Slack: three people, Baton, and the channels that the default playbook names.
import type { SandboxChannel, SandboxCommand, SandboxShortcut, SandboxUser } from '../state.ts';
import type { Group, Team } from './workspace.ts';

export const demoTeam: Team = { id: 'T0ACME', name: 'Acme Revenue', domain: 'acme-revenue' };

const person = (id: string, name: string, realName: string): SandboxUser => {
  const email = `${realName.toLowerCase().replace(' ', '.')}@acme.example`;
  return { id, name, realName, email, isBot: false };
};

export const demoUsers: readonly SandboxUser[] = [
  person('U0DANA', 'dana', 'Dana Reyes'),
  person('U0MARCO', 'marco', 'Marco Lind'),
  person('U0PRIYA', 'priya', 'Priya Shah'),
  { id: 'U0BATON', name: 'baton', realName: 'Baton', email: '', isBot: true },
];

export const demoGroups: readonly Group[] = [{ id: 'S0MANAGERS', members: ['U0PRIYA'] }];

export const demoChannels: readonly (SandboxChannel & { members: string[] })[] = [
  {
    id: 'C0SDRLEADS',
    name: 'sdr-leads',
    topic: 'Qualified conversations, first come first served',
    isMember: true,
    members: ['U0DANA', 'U0MARCO', 'U0PRIYA'],
  },
  {
    id: 'C0MANAGERS',
    name: 'revenue-managers',
    topic: 'Where the bar stands, week by week',
    isMember: true,
    members: ['U0PRIYA', 'U0DANA'],
  },
  {
    id: 'C0BATONOPS',
    name: 'baton-ops',
    topic: 'What is stuck or broken',
    isMember: true,
    members: ['U0PRIYA', 'U0DANA'],
  },
  {
    id: 'C0GENERAL',
    name: 'general',
    topic: 'Everything else',
    isMember: false,
    members: ['U0DANA', 'U0MARCO', 'U0PRIYA'],
  },
];

export const demoCommands: readonly SandboxCommand[] = [
  { command: '/baton', description: 'Leads waiting, leads of yours, and how Baton decides', usageHint: 'help' },
];

export const demoShortcuts: readonly SandboxShortcut[] = [
  { callbackId: 'baton_send_to_visitor', name: 'Send to visitor', on: 'message' },
  { callbackId: 'baton_hand_to_baton', name: 'Hand this to Baton', on: 'message' },
  { callbackId: 'baton_find_lead', name: 'Find lead', on: 'anywhere' },
];
