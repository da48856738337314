// A fictional company's website, as little of it as makes the chat feel at home.
import type { SandboxState } from '../state.ts';
import { WebsiteChat } from './website-chat.tsx';

export function Website({ state }: { state: SandboxState }) {
  return (
    <section className="website" aria-label="The company's website">
      <div className="site-bar" aria-hidden="true">
        <span className="dot" />
        <span className="dot" />
        <span className="dot" />
        <span className="address">northwind-analytics.example</span>
      </div>
      <header className="site-head">
        <span className="site-name">
          <Compass /> Northwind Analytics
        </span>
        <a className="site-links" href="/site" target="_blank" rel="noreferrer">
          See the widget<span className="sr-only"> on a website of its own</span> ↗
        </a>
      </header>
      <div className="hero">
        <h1>Know where your revenue is heading.</h1>
        <p>Dashboards for sales teams that read your CRM, so that nobody builds another spreadsheet on a Monday.</p>
        <Chart />
      </div>
      <WebsiteChat state={state} />
    </section>
  );
}

function Compass() {
  return (
    <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
      <circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="m13.8 6.2-2.4 5.2-5.2 2.4 2.4-5.2z" fill="currentColor" />
    </svg>
  );
}

function Chart() {
  return (
    <svg className="chart" aria-hidden="true" viewBox="0 0 320 70" preserveAspectRatio="none">
      <path d="M0 58 40 50 80 53 120 38 160 42 200 27 240 30 280 14 320 8V70H0Z" fill="#d8e6e2" />
      <path
        d="M0 58 40 50 80 53 120 38 160 42 200 27 240 30 280 14 320 8"
        fill="none"
        stroke="#2f7a6b"
        strokeWidth="2"
      />
      <path d="M200 27 240 36 280 28 320 26" fill="none" stroke="#2f7a6b" strokeDasharray="3 4" />
    </svg>
  );
}
