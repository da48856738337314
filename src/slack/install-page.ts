// The plain pages at the end of an installation. Each says what is true now and what to do next.
import { escapeMarkup } from '../core/escape-markup.ts';

/** What Slack answers when it gives no token, and what whoever runs Baton does about it. */
const remedies: Record<string, string> = {
  bad_client_secret: 'Whoever runs Baton: compare SLACK_CLIENT_SECRET with “Basic Information” of the Slack app.',
  invalid_client_id: 'Whoever runs Baton: compare SLACK_CLIENT_ID with “Basic Information” of the Slack app.',
  bad_redirect_uri:
    'Whoever runs Baton: add PUBLIC_URL/slack/oauth_redirect to “OAuth & Permissions” → “Redirect URLs” of the Slack app.',
  invalid_team_for_non_distributed_app:
    'Whoever runs Baton: activate public distribution of the Slack app, so that other workspaces may install it.',
  invalid_scope: 'Whoever runs Baton: bring the Slack app to the scopes of manifest.yml.',
};

export const installPage = {
  done: (workspace: string) =>
    page('Baton is installed', [
      `Baton now works in ${escapeMarkup(workspace)}. What waited for it is being done.`,
      'You can close this page and go back to Slack.',
    ]),
  cancelled: (again: string) =>
    page('Nothing was installed', ['You cancelled the installation in Slack.', startAgain(again)]),
  stale: (again: string) =>
    page('Please start again', [
      'This installation was begun too long ago, in another browser, or not here at all. Nothing was installed.',
      startAgain(again),
    ]),
  slackRefused: (why: string, again: string) =>
    page('Slack refused the installation', [
      `Slack said “${escapeMarkup(why)}”. Nothing was installed.`,
      ...(remedies[why] === undefined ? [] : [escapeMarkup(remedies[why])]),
      startAgain(again),
    ]),
  notNamed: (workspace: string) =>
    page('This workspace is not expected', [
      `The playbook of this Baton does not name workspace ${escapeMarkup(workspace)}, so it was not installed and the token was given back.`,
      `Whoever runs Baton: add <code>workspace: ${escapeMarkup(workspace)}</code> to its team in the playbook, restart, and install again.`,
    ]),
  noBot: page('Nothing was installed', [
    'Slack gave no bot token for a workspace. Whoever runs Baton: create the Slack app from manifest.yml.',
  ]),
  failed: (reference: string, again: string) =>
    page('Something went wrong on our side', [
      `Nothing was installed. The log says more about ${escapeMarkup(reference)}.`,
      startAgain(again),
    ]),
} as const;

const startAgain = (url: string) => `<a href="${escapeMarkup(url)}">Start again</a>.`;

function page(title: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((each) => `<p>${each}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }</style>
<h1>${title}</h1>
${body}
</html>
`;
}
