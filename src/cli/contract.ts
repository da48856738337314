// npm run contract -- [playbook.yml] > contract.html: the playbook as a page to print, agree on and sign. Reads nothing but the page.
import { readFileSync } from 'node:fs';
import { contract } from '../core/contract.ts';
import { contractHtml } from '../core/contract-html.ts';
import { ConfigError } from '../errors.ts';
import { readPlaybook } from '../store/read-playbook.ts';

try {
  const { playbook } = await readPlaybook(process.argv[2] ?? 'playbook.yml');
  const style = readFileSync(new URL('../web/report/page.css', import.meta.url), 'utf8');
  process.stdout.write(contractHtml(contract(playbook), style));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 1;
}
