// The short-lived handles Slack gives out with every interaction: trigger ids (3 s, once) and response URLs (30 min, 5 times).
import type { Workspace } from './workspace.ts';

const triggerMs = 3_000;
const responseMs = 30 * 60_000;
const responseUses = 5;

type Trigger = { user: string; inModal: boolean; at: number; used: boolean };
export type ResponsePlace = {
  channel: string;
  user: string;
  /** The message the interaction came from; `null` for a command. */
  ts: string | null;
};
type ResponseUrl = ResponsePlace & { at: number; uses: number };
export type TriggerUse = { kind: 'good'; user: string; inModal: boolean } | { kind: 'bad'; error: string };
export type ResponseUse = { kind: 'good'; place: ResponsePlace } | { kind: 'bad'; error: string };

export type Handles = {
  newTrigger(user: string, inModal: boolean): string;
  findTrigger(id: unknown): TriggerUse;
  spendTrigger(id: unknown): void;
  newResponseUrl(place: ResponsePlace): string;
  spendResponseUrl(id: string): ResponseUse;
};

export function createHandles(workspace: Workspace): Handles {
  const triggers = new Map<string, Trigger>();
  const urls = new Map<string, ResponseUrl>();
  const atMs = () => workspace.now().getTime();
  return {
    newTrigger(user, inModal) {
      const id = `${atMs()}.${Math.abs(hash(workspace.team.id))}.${workspace.newId('').toLowerCase()}`;
      triggers.set(id, { user, inModal, at: atMs(), used: false });
      return id;
    },
    findTrigger(id) {
      const trigger = triggers.get(String(id));
      if (trigger === undefined) return { kind: 'bad', error: 'invalid_trigger_id' };
      if (trigger.used) return { kind: 'bad', error: 'exchanged_trigger_id' };
      if (atMs() - trigger.at > triggerMs) return { kind: 'bad', error: 'expired_trigger_id' };
      return { kind: 'good', user: trigger.user, inModal: trigger.inModal };
    },
    spendTrigger(id) {
      const trigger = triggers.get(String(id));
      if (trigger !== undefined) trigger.used = true;
    },
    newResponseUrl(place) {
      const id = workspace.newId('') + workspace.newId('');
      urls.set(id, { ...place, at: atMs(), uses: 0 });
      return `${workspace.baseUrl}/slack/response/${id}`;
    },
    spendResponseUrl(id) {
      const url = urls.get(id);
      if (url === undefined || atMs() - url.at > responseMs) return { kind: 'bad', error: 'expired_url' };
      if (url.uses >= responseUses) return { kind: 'bad', error: 'used_url' };
      url.uses += 1;
      return { kind: 'good', place: url };
    },
  };
}

const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
