// The whole page: the bar on top, the visitor's side (website, mailbox), the calendars and the CRM on the left, the Slack workspace on the
// right; one of them at a time when it is narrow.
import { useState } from 'react';
import { Calendars } from './calendars.tsx';
import { Crm } from './crm.tsx';
import { Guide } from './guide.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useLiveState } from './live-state.ts';
import { Mailbox } from './mailbox.tsx';
import { Workspace } from './slack/workspace.tsx';
import { Website } from './website.tsx';

type Side = 'chat' | 'mail' | 'calendars' | 'crm';
type Pane = Side | 'slack';

const panes: Record<Pane, { label: string; icon: IconName }> = {
  chat: { label: 'Chat', icon: 'chat' },
  mail: { label: 'Mail', icon: 'mail' },
  calendars: { label: 'Calendars', icon: 'calendar' },
  crm: { label: 'CRM', icon: 'people' },
  slack: { label: 'Slack', icon: 'hash' },
};
const sides: readonly Side[] = ['chat', 'mail', 'calendars', 'crm'];
const claimedKey = 'baton-sandbox-claimed';

export function App() {
  const { state, connected } = useLiveState();
  const [side, setSide] = useState<Side>(() => (location.hash.startsWith('#crm/') ? 'crm' : 'chat'));
  const [inSlack, setInSlack] = useState(false);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const [claimed, setClaimed] = useState(() => sessionStorage.getItem(claimedKey) !== null);
  const pressed = (label: string) => {
    if (!/^claim\b/i.test(label)) return;
    sessionStorage.setItem(claimedKey, 'yes');
    setClaimed(true);
  };
  const show = (pane: Pane) => {
    setInSlack(pane === 'slack');
    if (pane !== 'slack') setSide(pane);
  };
  const news = { mail: state?.mailbox.filter(({ id }) => !opened.includes(id)).length ?? 0 };
  return (
    <div className={`page side-${side} ${inSlack ? 'show-slack' : 'show-side'}`}>
      <Guide state={state} claimed={claimed} connected={connected} />
      <Tabs className="tabs" panes={[...sides, 'slack']} shown={inSlack ? 'slack' : side} news={news} onShow={show} />
      {state === null ? (
        <p className="loading" role="status">
          Opening the sandbox…
        </p>
      ) : (
        <main className="halves">
          <div className="side">
            <Tabs className="side-tabs" panes={sides} shown={side} news={news} onShow={show} />
            <Website state={state} />
            <Mailbox mails={state.mailbox} opened={opened} onOpened={(id) => setOpened([...opened, id])} />
            <Calendars state={state} />
            <Crm state={state} />
          </div>
          <Workspace state={state} onPressed={pressed} />
        </main>
      )}
    </div>
  );
}

type TabsProps = {
  className: string;
  panes: readonly Pane[];
  shown: Pane;
  news: Partial<Record<Pane, number>>;
  onShow(pane: Pane): void;
};

function Tabs({ className, panes: listed, shown, news, onShow }: TabsProps) {
  return (
    <fieldset className={className} aria-label="What is shown">
      {listed.map((pane) => (
        <button key={pane} type="button" aria-pressed={shown === pane} onClick={() => onShow(pane)}>
          <Icon name={panes[pane].icon} size={14} /> {panes[pane].label}
          {(news[pane] ?? 0) === 0 ? null : (
            <span className="news">
              {news[pane]}
              <span className="sr-only"> new</span>
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
