/** What the page's other scripts stand on: the data, elements, numbers in words. */
const fleet = JSON.parse(document.getElementById('fleet').textContent);
fleet.images.forEach((image, index) => { image.index = index; });

/** Whether sizes are those of the download or of the unpacked layers. */
let isCompressed = true;
const size = (thing) => isCompressed ? thing.compressedBytes : (thing.bytes ?? thing.uncompressedBytes);

const HIDDEN_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** A text as it is, except that what a reader could not see is written out. */
function visible(text) {
  return String(text).replace(HIDDEN_CHARACTERS, (found) =>
    [...Array(found.length).keys()].map((i) =>
      '\\u' + found.charCodeAt(i).toString(16).padStart(4, '0')).join(''));
}

/** An element; its children are elements and texts, and a text is never markup. */
function el(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === false) continue;
    if (key === 'style') Object.assign(made.style, value);
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : visible(value));
  }
  made.append(...children.flat().filter((c) => c !== undefined && c !== '')
    .map((c) => c instanceof Node ? c : visible(c)));
  return made;
}

/** A name that somebody else chose; its direction does not spread. */
const name = (text) => el('bdi', {}, text);

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** A size in words; with so many digits that count, else two or three. */
function bytes(count, digits) {
  let scaled = count;
  let unit = 0;
  while (Math.round(scaled) >= 1000 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit++;
  }
  const decimals = unit > 0 && Math.round(scaled * 10) < 100 ? 1 : 0;
  const text = digits && unit > 0 && scaled < 1000 ? scaled.toPrecision(digits) : scaled.toFixed(decimals);
  return text + '\u00a0' + UNITS[unit];
}

function percent(part, whole) {
  const share = whole > 0 ? 100 * part / whole : 0;
  return (share > 0 && share < 1 ? '<\u2009' + 1 : Math.round(share)) + '\u00a0%';
}

const number = (count) => count.toLocaleString('en-GB');
const count = (n, one, many) => number(n) + ' ' + (n === 1 ? one : many ?? one + 's');
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const NAMES = { sdk: 'SDK', vcs: 'Version control' };
const words = (code) => NAMES[code] ?? code.replace(/-/g, ' ').replace(/^./, (c) => c.toUpperCase());
const date = (instant) => instant.slice(0, 16).replace('T', ' ');

/** What an account is, in four groups that have a colour each; a kind of residue has a shade. */
const GROUPS = {
  system: 'Base system', runtime: 'Runtime', application: 'Application', residue: 'Build residue',
  secret: 'Secrets', hidden: 'Hidden by later layers', other: 'Other',
};
const ACCOUNTS = {
  'base-system': 'system', runtime: 'runtime', application: 'application', hidden: 'hidden',
  secret: 'secret', overhead: 'other', unclassified: 'other', 'attack-surface': 'other',
};
const RESIDUE = ['compiler', 'sdk', 'build-tool', 'package-manager', 'headers', 'static-library',
  'debug-symbols', 'source', 'vcs', 'dev-dependency', 'package-cache', 'build-cache',
  'documentation', 'temporary'];

function groupOf(account) {
  return RESIDUE.includes(account) ? 'residue' : ACCOUNTS[account] ?? 'other';
}

function badge(image) {
  const code = image.verdict ?? image.status;
  const known = ['refactor', 'clean-up', 'no-gain', 'already-lean', 'tools-on-purpose'].includes(code);
  return el('span.badge.v-' + (known ? code : 'none'), {}, words(code));
}

/** The head of a table; columns of numbers stand to the right, as their numbers do. */
const heads = (...titles) => el('thead', {}, el('tr', {}, titles.map((title) =>
  el('th' + (['#', 'Size', 'Hidden later', 'Can go', 'Layer', 'Files'].includes(title) ? '.number' : ''), { scope: 'col' }, title))));

/** A panel with a heading. */
function panel(title, note, ...children) {
  const id = 'section-' + title.toLowerCase().replace(/[^a-z]+/g, '-');
  return el('section.panel', { 'aria-labelledby': id },
    el('div.head', {}, el('h2', { id }, title), note ? el('p.note', {}, note) : ''), ...children);
}

function say(text) {
  document.getElementById('say').textContent = visible(text);
}

/** What the address asks for: #image=NAME&platform=…&zoom=…, or #q=…&sort=… for the fleet. */
const address = () => new URLSearchParams(location.hash.slice(1));

function hashOf(fields) {
  const parts = Object.entries(fields).filter(([, value]) => value)
    .map(([key, value]) => key + '=' + encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':'));
  return '#' + parts.join('&');
}

const imageHash = (image) => hashOf({
  image: image.reference,
  platform: fleet.images.filter((i) => i.reference === image.reference).length > 1 ? image.platform : '',
});

/** Changes the address without a step in the history. */
function note(fields) {
  history.replaceState(null, '', hashOf(fields));
}

const waiting = new Map();

window.imageAuditDetails = (file, images) => {
  waiting.get(file)?.(images);
};

const files = new Map();

function load(file) {
  if (!files.has(file)) {
    files.set(file, new Promise((resolve, reject) => {
      waiting.set(file, resolve);
      const script = el('script', { src: 'audit.html.d/' + String(file).padStart(4, '0') + '.js' });
      script.addEventListener('error', () => {
        files.delete(file);
        reject(new Error('The details lie in the directory audit.html.d beside this page, and it is not there.'));
      });
      document.head.append(script);
    }));
  }
  return files.get(file);
}

/** All that is known of an image. */
async function details(image) {
  const perFile = fleet.imagesPerFile;
  if (!perFile) return JSON.parse(document.getElementById('image-' + image.index).textContent);
  return (await load(Math.floor(image.index / perFile)))[image.index % perFile];
}
