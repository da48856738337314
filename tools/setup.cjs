// Runs before every npm script, on any Node from 18: installs what package-lock.json says, once per change.
// The script after it then finds the pinned Node in node_modules/.bin.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stampFile = join(root, 'node_modules', '.baton-setup');
const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.log('Installing dependencies (first run, or package-lock.json changed) …');
  const npm = process.env.npm_execpath;
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    console.error('npm ci did not finish; its message is above. Nothing was started.');
    process.exit(done.status ?? 1);
  }
  writeFileSync(stampFile, stamp);
}

const bundledNode = join(root, 'node_modules', '.bin', 'node');
if (!existsSync(bundledNode) && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Baton needs Node 24 or newer; this is ${process.version}, and no bundled Node exists for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  );
  process.exit(1);
}
