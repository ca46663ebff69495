// A dashboard as one page: each panel at its place in Grafana's grid of 24 columns.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { shown } from "./units.mjs";

const require = createRequire(import.meta.url);
const uplot = readFileSync(require.resolve("uplot/dist/uPlot.iife.min.js"), "utf8");
const css = readFileSync(require.resolve("uplot/dist/uPlot.min.css"), "utf8");

const ROW = 38;
const GAP = 8;
const HEAD = 84;
const COLOURS = ["#7eb26d", "#eab839", "#6ed0e0", "#ef843c", "#e24d42", "#1f78c1", "#ba43a9", "#705da0", "#508642", "#cca300", "#447ebc", "#c15c17"];

const escaped = (text) => String(text).replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

export function drawn(dashboard, answers, span, width) {
  const rows = Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const height = HEAD + rows * ROW + GAP;
  const charts = [];
  const panels = dashboard.panels.map((panel, i) => {
    const { x, y, w, h } = panel.gridPos;
    const column = width / 24;
    const box = { left: x * column + GAP / 2, top: HEAD + y * ROW, width: w * column - GAP, height: h * ROW - GAP };
    const body = bodyOf(panel, answers[i], span, box, charts);
    const style = Object.entries(box).map(([key, value]) => `${key}:${value}px`).join(";");
    return `<section style="${style}"><h2>${escaped(panel.title)}</h2>${body}</section>`;
  });
  const variables = dashboard.templating.list
    .map((variable) => `<b>${escaped(variable.label)}</b> ${variable.type === "textbox" ? variable.query : variable.type === "datasource" ? "Prometheus" : "All"}`)
    .join(" &nbsp; ");
  const html = `<!doctype html><meta charset="utf-8"><style>${css}${STYLE}</style><body>
<header><h1>${escaped(dashboard.title)}</h1><p>${variables}</p>
<p>Preview, not Grafana: the dashboard's file and a real Prometheus' data, ${clock(span.from)} to ${clock(span.to)} UTC, drawn by docker/grafana/preview.</p></header>
${panels.join("\n")}<script>${uplot}</script><script>const charts=${JSON.stringify(charts)};(${draw})(charts);</script>`;
  return { html, height };
}

function bodyOf(panel, answer, span, box, charts) {
  const unit = panel.fieldConfig.defaults.unit;
  const series = answer.flat();
  if (panel.type === "stat") {
    return stat(panel, series, unit);
  }
  if (series.length === 0) {
    return `<p class="empty">No data</p>`;
  }
  if (panel.type === "table") {
    return table(panel, series, unit, span, box);
  }
  const custom = panel.fieldConfig.defaults.custom;
  const shownSeries = series.slice(0, COLOURS.length * 2);
  const lines = Math.min(4, Math.ceil(shownSeries.length / 2));
  const id = `chart${charts.length}`;
  charts.push({
    id,
    width: box.width - 16,
    height: box.height - 34 - lines * 17,
    unit,
    max: panel.fieldConfig.defaults.max,
    bars: custom.drawStyle === "bars",
    stacked: custom.stacking.mode === "normal",
    ...columns(shownSeries, span),
    colours: shownSeries.map((_, i) => COLOURS[i % COLOURS.length]),
  });
  const legend = shownSeries
    .slice(0, lines * 2)
    .map((each, i) => `<span><i style="background:${COLOURS[i % COLOURS.length]}"></i>${escaped(each.name)} <b>${shown(Number(each.values.at(-1)[1]), unit)}</b></span>`)
    .join("");
  return `<div id="${id}"></div><div class="legend">${legend}</div>`;
}

/** Every series over the same times; where one has nothing there is nothing. */
function columns(series, span) {
  const times = Array.from({ length: Math.floor((span.to - span.from) / span.step) + 1 }, (_, i) => span.from + i * span.step);
  const values = series.map((each) => {
    const at = new Map(each.values.map(([time, value]) => [Math.round((time - span.from) / span.step), Number(value)]));
    return times.map((_, i) => (Number.isFinite(at.get(i)) ? at.get(i) : null));
  });
  return { times, values, from: span.from, to: span.to };
}

function stat(panel, series, unit) {
  const value = series.length ? Number(series[0].value[1]) : NaN;
  const { steps } = panel.fieldConfig.defaults.thresholds;
  const step = steps.filter((each) => each.value === null || value >= each.value).at(-1) ?? steps[0];
  const text = Number.isNaN(value) ? panel.fieldConfig.defaults.noValue : shown(value, unit, panel.fieldConfig.defaults.decimals);
  return `<p class="stat ${Number.isNaN(value) ? "green" : step.color}">${escaped(text)}</p>`;
}

function table(panel, series, unit, span, box) {
  const { excludeByName, renameByName } = panel.transformations[0].options;
  const labels = [...new Set(series.flatMap((each) => Object.keys(each.metric)))].filter((each) => !excludeByName[each]).sort();
  const mappings = panel.fieldConfig.overrides[0]?.properties[0].value[0].options ?? {};
  const fits = Math.floor((box.height - 60) / 22);
  const rows = [...series].sort((a, b) => Number(b.value[1]) - Number(a.value[1]));
  const row = (each) => {
    const value = each.value[1];
    const mapped = mappings[value];
    const last = mapped ? `<b class="${mapped.color}">${mapped.text}</b>` : shown(Number(value), unit, panel.fieldConfig.defaults.decimals, span.to);
    return `<tr>${labels.map((label) => `<td>${escaped(each.metric[label] ?? "")}</td>`).join("")}<td>${last}</td></tr>`;
  };
  const more = rows.length > fits ? `<p class="empty">and ${rows.length - fits} more</p>` : "";
  return `<table><tr>${[...labels, renameByName.Value].map((each) => `<th>${escaped(each)}</th>`).join("")}</tr>${rows.slice(0, fits).map(row).join("")}</table>${more}`;
}

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

/** Runs in the browser. */
function draw(charts) {
  for (const chart of charts) {
    const sums = [];
    const values = chart.values.map((each) =>
      chart.stacked ? each.map((value, i) => (sums[i] = (sums[i] ?? 0) + (value ?? 0))) : each);
    // Of a stack the highest sum is drawn first, so that each lower one covers its part.
    const order = values.map((_, i) => i);
    if (chart.stacked) order.reverse();
    const series = order.map((i) => ({
      stroke: chart.colours[i],
      width: 1.5,
      fill: chart.stacked ? chart.colours[i] : chart.bars ? chart.colours[i] + "99" : undefined,
      points: { show: false },
      paths: chart.bars ? uPlot.paths.bars({ size: [0.6, 20] }) : undefined,
    }));
    const axis = { stroke: "#9fa7b3", grid: { stroke: "#2c3235", width: 1 }, ticks: { show: false }, font: "11px sans-serif" };
    const top = Math.max(...values.flat().map((value) => value ?? 0)) * 1.05 || 1;
    new uPlot(
      {
        width: chart.width,
        height: chart.height,
        legend: { show: false },
        cursor: { show: false },
        tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "UTC"),
        scales: { x: { range: [chart.from, chart.to] }, y: { range: [0, chart.max ?? top] } },
        axes: [{ ...axis, values: "{HH}:{mm}:{ss}", space: 90 }, { ...axis, size: 62, values: (_, ticks) => ticks.map((tick) => label(tick, chart.unit)) }],
        series: [{}, ...series],
      },
      [chart.times, ...order.map((i) => values[i])],
      document.getElementById(chart.id),
    );
  }
  function label(value, unit) {
    if (unit === "percentunit") return +(value * 100).toPrecision(3) + " %";
    if (unit === "s") return value < 1 ? Math.round(value * 1000) + " ms" : value + " s";
    return (Math.abs(value) >= 1000 ? +(value / 1000).toPrecision(3) + " k" : +value.toPrecision(3)) + (unit === "reqps" ? " /s" : "");
  }
}

const STYLE = `
body{margin:0;background:#111217;color:#ccccdc;font:13px "DejaVu Sans",sans-serif;position:relative}
header{position:absolute;left:12px;top:8px}h1{font-size:18px;margin:0 0 4px}header p{margin:2px 0;color:#9fa7b3}
section{position:absolute;background:#181b1f;border:1px solid #2c3235;border-radius:3px;overflow:hidden;box-sizing:border-box;padding:4px 8px}
h2{font-size:13px;font-weight:600;margin:2px 0 6px}.stat{font-size:38px;margin:8px 0;text-align:center}
.green{color:#73bf69}.orange{color:#ff9830}.red{color:#f2495c}.empty{color:#6e7681;text-align:center}
.legend{display:grid;grid-template-columns:1fr 1fr;font-size:11px;line-height:17px;color:#9fa7b3}.legend span{white-space:nowrap;overflow:hidden}
.legend i{display:inline-block;width:10px;height:4px;margin-right:6px;vertical-align:middle}.legend b{color:#ccccdc;margin-left:6px}
table{border-collapse:collapse;width:100%;font-size:12px}th{text-align:left;color:#6e9fff;font-weight:600}td,th{padding:2px 6px;border-bottom:1px solid #2c3235;height:17px;max-width:240px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}`;
