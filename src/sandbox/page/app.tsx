// The whole page: the bar on top, the website with its chat on the left, the Slack workspace on the right; tabs when it is narrow.
import { useState } from 'react';
import { Guide } from './guide.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useLiveState } from './live-state.ts';
import { Workspace } from './slack/workspace.tsx';
import { Website } from './website.tsx';

type Half = 'chat' | 'slack';

const halves: { half: Half; label: string; icon: IconName }[] = [
  { half: 'chat', label: 'Chat', icon: 'chat' },
  { half: 'slack', label: 'Slack', icon: 'hash' },
];
const claimedKey = 'baton-sandbox-claimed';

export function App() {
  const { state, connected } = useLiveState();
  const [half, setHalf] = useState<Half>('chat');
  const [claimed, setClaimed] = useState(() => sessionStorage.getItem(claimedKey) !== null);
  const pressed = (label: string) => {
    if (!/^claim\b/i.test(label)) return;
    sessionStorage.setItem(claimedKey, 'yes');
    setClaimed(true);
  };
  return (
    <div className={`page show-${half}`}>
      <Guide state={state} claimed={claimed} connected={connected} />
      <div className="tabs">
        {halves.map((one) => (
          <button key={one.half} type="button" aria-pressed={half === one.half} onClick={() => setHalf(one.half)}>
            <Icon name={one.icon} size={14} /> {one.label}
          </button>
        ))}
      </div>
      {state === null ? (
        <p className="loading" role="status">
          Opening the sandbox…
        </p>
      ) : (
        <main className="halves">
          <Website state={state} />
          <Workspace state={state} onPressed={pressed} />
        </main>
      )}
    </div>
  );
}
