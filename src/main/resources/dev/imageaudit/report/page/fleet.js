/** The fleet: key figures, where the bytes are, who could save, and the table of images. */
const PAGE_ROWS = 200;

const COLUMNS = [
  { key: 'reference', title: 'Image', text: (i) => i.reference, cell: imageCell },
  { key: 'verdict', title: 'Verdict', text: (i) => i.verdict ?? i.status, cell: (i) => [badge(i)] },
  { key: 'size', title: 'Size', number: (i) => size(i), cell: (i) => isAudited(i) ? bytes(size(i)) : '' },
  { key: 'saved', title: 'Saves', number: (i) => i.savedBytes, cell: savedCell },
  { key: 'share', title: 'Share', number: (i) => share(i), cell: (i) => i.savedBytes ? percent(i.savedBytes, i.compressedBytes) : '' },
  { key: 'findings', title: 'Findings', number: (i) => i.findings, cell: findingsCell },
  { key: 'base', title: 'Base', text: (i) => i.base ?? '', cell: (i) => i.base ? name(i.base) : '' },
  { key: 'owner', title: 'Owner', text: (i) => i.owner ?? '', cell: (i) => i.owner ? name(i.owner) : '' },
  { key: 'group', title: 'Group', text: (i) => i.group ?? '', cell: (i) => i.group ? name(i.group) : '' },
];

const isAudited = (image) => image.status === 'audited';
const share = (image) => image.compressedBytes ? image.savedBytes / image.compressedBytes : 0;

function imageCell(image) {
  const link = el('a', { href: imageHash(image) }, name(image.reference));
  return [link, image.platform ? el('span.platform', {}, image.platform) : '',
    image.message ? el('div.failure', {}, words(image.failure) + ': ', name(image.message)) : ''];
}

function savedCell(image) {
  if (!image.savedBytes) return '';
  return el('span.saved', {}, bytes(image.savedBytes),
    el('i', { style: { width: 100 * image.savedBytes / most.saved + '%' } }));
}

function findingsCell(image) {
  if (!isAudited(image)) return '';
  return [number(image.findings),
    image.secrets ? el('span.secrets', { title: count(image.secrets, 'secret') }, count(image.secrets, 'secret')) : ''];
}

const most = { saved: Math.max(1, ...fleet.images.map((i) => i.savedBytes)) };

const texts = fleet.images.map((i) =>
  [i.reference, i.platform, i.status, i.verdict, i.owner, i.group, i.environment, i.base, i.failure,
    i.message, ...(i.names ?? []), ...Object.keys(i.accounts ?? {})].filter(Boolean).join('\n').toLowerCase());

/** The images that have every word of the query, in the order asked for. */
function selected(query, sort) {
  const sought = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = fleet.images.filter((i) => sought.every((word) => texts[i.index].includes(word)));
  const descending = sort.startsWith('-');
  const column = COLUMNS.find((c) => c.key === sort.replace('-', '')) ?? COLUMNS[0];
  const order = column.number
    ? (a, b) => column.number(a) - column.number(b)
    : (a, b) => compareTexts(column.text(a), column.text(b));
  return found.sort((a, b) => (descending ? -order(a, b) : order(a, b)) || a.index - b.index);
}

const compareTexts = new Intl.Collator('en', { numeric: true }).compare;

function showFleet(main) {
  document.title = 'Image audit';
  main.replaceChildren(
    el('h1', {}, 'The fleet'), tiles(), fleet.imagesPerFile ? splitNotice() : '',
    el('div.columns', {}, accountsPanel(), verdictsPanel(), savingsPanel()),
    el('div.pair', {}, orderPanel(), el('div', {}, basesPanel(), trendPanel())), tablePanel());
}

function splitNotice() {
  return el('p.notice', {}, 'The fleet is large: the details of each image lie in the directory ',
    el('code', {}, 'audit.html.d'), ' beside this page. Pass it on together with the page.');
}

function tiles() {
  const t = fleet.totals;
  const tile = (title, value, about) =>
    el('div.tile', {}, el('dt', {}, title), el('dd', {}, el('b', {}, value), el('span', {}, about)));
  const others = [t.failed ? number(t.failed) + ' failed' : '', t.skipped ? number(t.skipped) + ' skipped' : ''].filter(Boolean);
  return el('dl.tiles', {},
    tile('Images audited', number(t.audited), others.join(', ') || 'all of the list'),
    tile('In the registry', bytes(t.compressedBytes), count(t.uniqueLayers, 'layer') + ', each counted once'),
    tile('Can go', bytes(t.savedCompressedBytes),
      percent(t.savedCompressedBytes, t.compressedBytes) + ' of it, by changing ' + count(t.candidates, 'image')),
    tile('Fewer bytes to pull', bytes(t.imagesSavedCompressedBytes),
      percent(t.imagesSavedCompressedBytes, t.imagesCompressedBytes) + ', each image pulled once'),
    tile('Shipped twice', bytes(t.duplicateCompressedBytes), 'the same content again'));
}

/** Sums by what {@code of} says, the largest first. */
function sums(of, value) {
  const found = new Map();
  fleet.images.forEach((i) => found.set(of(i), (found.get(of(i)) ?? 0) + value(i)));
  return [...found].filter(([, total]) => total > 0).sort((a, b) => b[1] - a[1]);
}

function accountsPanel() {
  const totals = {};
  fleet.images.forEach((i) => Object.entries(i.accounts ?? {}).forEach(([account, compressed]) => {
    totals[account] = (totals[account] ?? 0) + compressed;
  }));
  const all = sum(Object.values(totals), (v) => v);
  const groups = Object.keys(GROUPS).map((g) =>
    [g, sum(Object.entries(totals).filter(([a]) => groupOf(a) === g), ([, v]) => v)]).filter(([, v]) => v > 0);
  const residue = Object.entries(totals).filter(([a]) => groupOf(a) === 'residue').sort((a, b) => b[1] - a[1]).slice(0, 6);
  return panel('Where the bytes are', 'all downloads together',
    stack(groups.map(([g, v]) => ({ group: g, value: v, label: GROUPS[g] })), all),
    el('ul.legend', {}, groups.map(([g, v]) =>
      el('li', {}, el('i.g-' + g), GROUPS[g], el('b', {}, percent(v, all))))),
    bars(residue.map(([account, v]) => ({ label: words(account), value: v, query: account })), 'Residue by kind'));
}

function verdictsPanel() {
  const found = sums((i) => i.verdict ?? i.status, () => 1);
  return panel('Verdicts', 'images',
    bars(found.map(([code, n]) => ({ label: words(code), value: n, query: code, shown: number(n) })), 'Images by verdict'));
}

function savingsPanel() {
  const by = fleet.images.some((i) => i.owner) ? 'owner' : 'group';
  const found = sums((i) => i[by] ?? 'nobody', (i) => i.savedBytes);
  const rows = found.slice(0, 7).map(([label, value]) => ({ label, value, query: label === 'nobody' ? '' : label }));
  const rest = sum(found.slice(7), ([, v]) => v);
  if (rest) rows.push({ label: count(found.length - 7, 'other'), value: rest, query: '' });
  return panel('Saving by ' + by, 'of the downloads',
    rows.length ? bars(rows, 'Saving by ' + by) : el('p.none', {}, 'Nothing to save.'));
}

/** Bars that search the table when they are pressed. */
function bars(rows, label) {
  const largest = Math.max(1, ...rows.map((r) => r.value));
  return el('ul.bars', { 'aria-label': label }, rows.map((r) => el('li', {},
    el('button', { type: 'button', disabled: !r.query, title: r.query ? 'Show these images' : undefined, onclick: () => search(r.query) },
      el('span', {}, name(r.label)), el('b', {}, r.shown ?? bytes(r.value)),
      el('i', { style: { width: 100 * r.value / largest + '%' } })))));
}

function search(query) {
  const field = document.getElementById('q');
  field.value = query;
  field.dispatchEvent(new Event('input'));
  field.scrollIntoView({ block: 'start' });
}

function tablePanel() {
  const asked = address();
  const state = { query: asked.get('q') ?? '', sort: asked.get('sort') ?? '-saved', rows: PAGE_ROWS };
  const body = el('tbody');
  const found = el('span.note', { role: 'status' });
  const more = el('button.more', { type: 'button', onclick: () => { state.rows += 5 * PAGE_ROWS; fill(); } });
  const heads = COLUMNS.map((column) => el('th.c-' + column.key, { scope: 'col' },
    el('button', { type: 'button', onclick: () => sortBy(column) }, column.title)));

  function sortBy(column) {
    const first = column.number ? '-' + column.key : column.key;
    const second = column.number ? column.key : '-' + column.key;
    state.sort = state.sort === first ? second : first;
    fill();
  }

  function fill() {
    const images = selected(state.query, state.sort);
    body.replaceChildren(...images.slice(0, state.rows).map(row));
    heads.forEach((head, i) => {
      const isSorted = COLUMNS[i].key === state.sort.replace('-', '');
      head.setAttribute('aria-sort', !isSorted ? 'none' : state.sort.startsWith('-') ? 'descending' : 'ascending');
    });
    found.textContent = count(images.length, 'image') + (images.length < fleet.images.length ? ' of ' + number(fleet.images.length) : '')
      + ', saving ' + bytes(sum(images, (i) => i.savedBytes));
    more.hidden = images.length <= state.rows;
    more.textContent = 'Show more of ' + number(images.length - state.rows);
    note({ q: state.query, sort: state.sort === '-saved' ? '' : state.sort });
  }

  const field = el('input', {
    type: 'search', id: 'q', value: state.query, placeholder: 'Name, owner, base, verdict, finding …', autocomplete: 'off',
    'aria-label': 'Search images', oninput: () => { state.query = field.value; state.rows = PAGE_ROWS; fill(); },
  });
  fill();
  return panel('Images', '', el('div.search', {}, field, found),
    el('div.scroll', {}, el('table.images', {}, el('caption.hidden', {}, 'Images of the fleet'),
      el('thead', {}, el('tr', {}, heads)), body)), more);
}

function row(image) {
  return el('tr', {}, COLUMNS.map((column, i) => i === 0
    ? el('th', { scope: 'row' }, column.cell(image))
    : el('td.c-' + column.key + (column.number ? '.number' : ''), {}, column.cell(image))));
}
