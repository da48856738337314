// What outlives a restart of the sandbox: channels, messages, homes and files. Open modals do not: their triggers are gone.
import type { StoredChannel, StoredFile, StoredMessage, StoredView, Workspace } from './workspace.ts';

export type SlackSnapshot = {
  channels: StoredChannel[];
  messages: StoredMessage[];
  homes: StoredView[];
  files: (Omit<StoredFile, 'content'> & { content: string | null })[];
};

export function snapshotOf({ channels, messages, homes, files }: Workspace): SlackSnapshot {
  return structuredClone({
    channels,
    messages,
    homes: [...homes.values()],
    files: [...files.values()].map((file) => ({
      ...file,
      content: file.content === null ? null : Buffer.from(file.content).toString('base64'),
    })),
  });
}

/** File addresses carry the port of the run before, so they are written anew. */
export function restoreWorkspace(workspace: Workspace, snapshot: SlackSnapshot): void {
  const { channels, messages, homes, files } = structuredClone(snapshot);
  workspace.channels = channels;
  workspace.messages = messages.map((message) => ({
    ...message,
    files: message.files.map((file) => ({ ...file, url: `${workspace.baseUrl}/slack/files/${file.id}` })),
  }));
  workspace.homes = new Map(homes.map((home) => [home.user, home]));
  workspace.files = new Map(
    files.map((file) => [
      file.id,
      { ...file, content: file.content === null ? null : new Uint8Array(Buffer.from(file.content, 'base64')) },
    ]),
  );
  workspace.changed();
}
