/** What to do with the fleet, and what came of it: the best order, the bases, the trend. */
const STEPS = 8;

/** A table with a caption that only readers by ear get. */
const plainTable = (kind, caption, titles, rows) =>
  el('div.scroll', {}, el('table.' + kind, {}, el('caption.hidden', {}, caption),
    el('thead', {}, el('tr', {}, titles.map(([title, isNumber]) =>
      el('th' + (isNumber ? '.number' : ''), { scope: 'col' }, title)))),
    el('tbody', {}, rows)));

/** Which refactors first: each step's saving, with all before it. */
function orderPanel() {
  const { first, refactors, images, most, mostPercent } = fleet.order;
  if (!first.length) return '';
  const shown = first.slice(0, STEPS);
  const all = Math.max(1, fleet.totals.savedCompressedBytes);
  const rows = shown.map((step, i) => {
    const image = fleet.images.find((found) => found.reference === step.reference);
    return el('tr', {},
      el('td.number', {}, i + 1),
      el('th', { scope: 'row' }, image ? el('a', { href: imageHash(image) }, name(step.reference)) : name(step.reference),
        step.owner ? el('small', {}, name(step.owner)) : ''),
      el('td.number', {}, bytes(step.savedCompressedBytes)),
      el('td.sum', {}, el('div.measure', { title: 'with those above it ' + bytes(step.sumCompressedBytes) },
        el('i', { style: { width: Math.min(100, 100 * step.sumCompressedBytes / all) + '%' } }))),
      el('td.number', {}, percent(step.sumCompressedBytes, all)));
  });
  return panel('Where to begin',
    number(most) + ' of ' + count(images, 'image') + (most === 1 ? ' gives ' : ' give ') + mostPercent + '\u00a0% of the saving',
    plainTable('order', 'Refactors in the order that saves most',
      [['#', true], ['Refactor'], ['Saves', true], ['All so far'], ['', true]], rows),
    refactors > shown.length ? el('p.note', {}, 'and ' + number(refactors - shown.length) + ' more, in audit.json') : '');
}

/** What the images are built on, and what fixing it once would save all of them. */
function basesPanel() {
  if (!fleet.bases.length) return '';
  const rows = fleet.bases.map((base) => el('tr', {},
    el('th', { scope: 'row' },
      el('button.plain', { type: 'button', title: 'Show its images', onclick: () => search(base.name) }, name(base.name)),
      el('span.tag', {}, base.evidence),
      base.brings.length ? el('small', {}, 'not needed: ', name(base.brings.join(', '))) : ''),
    el('td.number', {}, number(base.images)),
    el('td.number', {}, bytes(base.compressedBytes)),
    el('td.number', {}, base.unneededCompressedBytes ? bytes(base.unneededCompressedBytes) : ''),
    el('td.number', {}, base.unneededCompressedBytes ? bytes(base.unneededCompressedBytes * base.images) : '')));
  return panel('Bases', 'what the images are built on',
    plainTable('bases', 'Bases, those of the most images first',
      [['Base'], ['Images', true], ['Size', true], ['None needs', true], ['In all of them', true]], rows),
    fleet.basesOmitted ? el('p.note', {}, 'and ' + number(fleet.basesOmitted) + ' more, in audit.json') : '');
}

/** The page has an empty drawing, so that no address has to stand here. */
const SVG = document.getElementById('drawing').namespaceURI;

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** The fleet's download and what can go of it, run by run; the times between runs are to scale. */
function trendPanel() {
  const runs = fleet.history;
  if (runs.length < 2) return '';
  const times = runs.map((run) => Date.parse(run.started));
  const width = times[times.length - 1] - times[0];
  const highest = Math.max(1, ...runs.map((run) => run.compressedBytes));
  const at = (i) => width > 0 ? 600 * (times[i] - times[0]) / width : 600 * i / (runs.length - 1);
  const line = (kind, of) => [
    drawn('polyline', { class: kind, points: runs.map((run, i) => at(i) + ',' + (120 - 110 * of(run) / highest)).join(' ') }),
    ...runs.map((run, i) => drawn('circle', { class: kind, cx: at(i), cy: 120 - 110 * of(run) / highest, r: 3 })),
  ];
  const last = runs[runs.length - 1];
  const change = (of) => {
    const by = of(last) - of(runs[0]);
    return (by < 0 ? '−' : '+') + bytes(Math.abs(by));
  };
  const text = 'Download ' + change((r) => r.compressedBytes) + ', can go ' + change((r) => r.savedCompressedBytes)
    + ' since ' + date(runs[0].started);
  return panel('Trend', text,
    drawn('svg', { class: 'trend', viewBox: '-6 0 612 126', role: 'img', 'aria-label': text },
      ...line('t-size', (r) => r.compressedBytes), ...line('t-saved', (r) => r.savedCompressedBytes)),
    el('ul.legend', {}, el('li', {}, el('i.t-size'), 'In the registry'), el('li', {}, el('i.t-saved'), 'Can go')),
    el('details', {}, el('summary', {}, count(runs.length, 'run')),
      plainTable('runs', 'Runs, the last first',
        [['Run'], ['Images', true], ['In the registry', true], ['Can go', true], ['To refactor', true]],
        [...runs].reverse().map((run) => el('tr', {},
          el('th', { scope: 'row' }, date(run.started)), el('td.number', {}, number(run.audited)),
          el('td.number', {}, bytes(run.compressedBytes)), el('td.number', {}, bytes(run.savedCompressedBytes)),
          el('td.number', {}, number(run.candidates)))))));
}
