/** Bars of one image: the layers one after another, today beside what could be. */

/** A bar of parts, each with a group, a value and a label. */
function stack(parts, total) {
  const text = parts.map((p) => p.label + ' ' + percent(p.value, total)).join(', ');
  return el('div.stack', { role: 'img', 'aria-label': text }, parts.map((p) =>
    el('i.g-' + p.group, { title: p.label + ' ' + percent(p.value, total), style: { width: 100 * p.value / total + '%' } })));
}

/** Each layer begins where the one below it ends. */
function layersPanel(image) {
  const total = Math.max(1, sum(image.layers, size));
  let at = 0;
  const rows = image.layers.map((layer) => {
    const start = at;
    at += size(layer);
    return layerRow(image, layer, start, total);
  });
  return panel('Layers', 'each begins where the one below it ends',
    el('div.scroll', {}, el('table.layers', {},
      el('caption.hidden', {}, 'Layers, the base first'),
      heads('#', 'Instruction', 'Size', 'Bytes', 'Hidden later', 'Can go'),
      el('tbody', {}, rows))));
}

function layerRow(image, layer, start, total) {
  const parts = image.breakdown.layers.filter((p) => p.layer === layer.index);
  const groups = Object.keys(GROUPS).map((g) => ({
    group: g, label: GROUPS[g], value: sum(parts.filter((p) => groupOf(p.account) === g), size),
  })).filter((g) => g.value > 0);
  const hidden = sum(parts.filter((p) => p.account === 'hidden'), size);
  const offset = el('div.offset', { style: { marginLeft: 100 * start / total + '%', width: Math.max(0.3, 100 * size(layer) / total) + '%' } },
    size(layer) ? stack(groups, sum(groups, (g) => g.value) || 1) : '');
  return el('tr', {},
    el('td.number', {}, layer.index + 1),
    el('th', { scope: 'row' }, el('code.instruction', { title: layer.instruction }, name(layer.instruction ?? 'not told')),
      layer.fromBase ? el('span.tag', {}, 'base') : ''),
    el('td.number', {}, bytes(size(layer))),
    el('td.track', {}, offset),
    el('td.number', {}, hidden ? bytes(hidden) : ''),
    el('td.number', {}, layer.savedCompressedBytes ? bytes(layer.savedCompressedBytes) : ''));
}

const PROJECTIONS = {
  trim: ['Trimmed', 'the same base, residue and hidden bytes gone'],
  'runtime-base': ['Runtime base', 'what runs, on a base for running'],
  minimal: ['Minimal', 'what runs, on nothing'],
};

function projectionsPanel(image) {
  const today = isCompressed ? image.size.compressedBytes : image.size.uncompressedBytes;
  const ranges = image.projections.map((p) => isCompressed ? p.compressedBytes : p.uncompressedBytes);
  const scale = Math.max(today, 1, ...ranges.map((r) => r.high));
  const bar = (value, extra) => el('div.measure' + extra, {}, el('i', { style: { width: 100 * value / scale + '%' } }));
  const rows = image.projections.map((p, i) => {
    const r = ranges[i];
    const [title, about] = PROJECTIONS[p.name] ?? [words(p.name), ''];
    const drawn = bar(r.expected, '');
    if (r.high > r.low) {
      drawn.append(el('s', { style: { left: 100 * r.low / scale + '%', width: 100 * (r.high - r.low) / scale + '%' } }));
    }
    const isRecommended = p.name === image.verdict.recommendedProjection;
    return el('tr' + (isRecommended ? '.recommended' : ''), {},
      el('th', { scope: 'row' }, title, isRecommended ? el('span.tag', {}, 'recommended') : '',
        el('small', {}, p.base ? ['on ', name(p.base)] : about),
        p.reasons?.length ? el('small', {}, name(p.reasons.join('; '))) : ''),
      el('td', {}, drawn), el('td.number', {}, el('b', {}, bytes(r.expected, 3))),
      el('td.number.range', {}, r.high > r.low ? bytes(r.low, 3) + ' – ' + bytes(r.high, 3) : 'exact'),
      el('td.number', {}, '−' + percent(today - r.expected, today)));
  });
  return panel('Today, and what it could be', isCompressed ? 'bytes to pull' : 'bytes on disk',
    el('div.scroll', {}, el('table.projections', {}, el('caption.hidden', {}, 'Sizes'),
      el('thead.hidden', {}, el('tr', {}, ['Image', 'Bar', 'Expected', 'Low to high', 'Change'].map((t) => el('th', { scope: 'col' }, t)))),
      el('tbody', {}, el('tr', {}, el('th', { scope: 'row' }, 'Today'), el('td', {}, bar(today, '.today')),
        el('td.number', {}, el('b', {}, bytes(today, 3))), el('td'), el('td')), rows))));
}
