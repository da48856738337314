// The way into the page.
import './page.css';
import './website.css';
import './panes.css';
import 'slack-blocks-to-jsx/dist/style.css';
import './slack/slack.css';
import './slack/message.css';
import './slack/modal.css';
import './slack/elements.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('page');
if (root !== null) createRoot(root).render(<App />);
