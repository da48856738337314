// Baton's App Home: opening it tells the app, which then publishes what stands here.
import { useEffect } from 'react';
import { BatonMark } from '../icons.tsx';
import { act } from '../live-state.ts';
import { readBlocks } from './block-kit.ts';
import { Blocks } from './blocks.tsx';
import { useDesk } from './desk.ts';
import { SurfaceFrame, useChosen } from './surface.tsx';

export function Home({ appName }: { appName: string }) {
  const { state, me } = useDesk();
  const view = state.homes[me];
  const blocks = readBlocks(view?.blocks);
  const chosen = useChosen(blocks, true);
  useEffect(() => void act({ kind: 'open-home', user: me }), [me]);
  return (
    <section className="pane" aria-label={`${appName} home`}>
      <header className="pane-head">
        <BatonMark size={24} />
        <h2>{appName}</h2>
        <span className="pane-topic">Home</span>
      </header>
      <div className="pane-scroll home">
        {view === undefined ? (
          <p className="nothing-yet">{appName} has not published a home for you yet.</p>
        ) : (
          <SurfaceFrame blocks={blocks} origin={{ home: true }} chosen={chosen}>
            <Blocks blocks={blocks} fallback="" />
          </SurfaceFrame>
        )}
      </div>
    </section>
  );
}
