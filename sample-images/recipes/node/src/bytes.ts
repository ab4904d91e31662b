const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `bytes` in the largest unit of which there is at least one. */
export function binary(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
