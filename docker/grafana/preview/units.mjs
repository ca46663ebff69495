// Numbers as Grafana's units would word them.
export function shown(value, unit, decimals, now = Date.now() / 1000) {
  const fixed = (number, otherwise) => Number(number.toFixed(decimals ?? otherwise)).toString();
  if (!Number.isFinite(value)) {
    return "–";
  }
  switch (unit) {
    case "percentunit":
      return `${fixed(value * 100, 2)} %`;
    case "s":
      return value < 1 ? `${Number((value * 1000).toPrecision(3))} ms` : `${fixed(value, 2)} s`;
    case "reqps":
      return `${fixed(value, 2)} req/s`;
    case "dateTimeFromNow":
      return `${Math.round(now - value / 1000)} s ago`;
    default:
      return Math.abs(value) >= 10_000 && unit === "short" ? `${fixed(value / 1000, 1)} k` : fixed(value, 2);
  }
}
