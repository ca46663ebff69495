// Draws every dashboard as a PNG: node draw.mjs --data DIR --out DIR. See README.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawn } from "./page.mjs";
import { Prometheus } from "./prometheus.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: asked } = parseArgs({
  options: {
    data: { type: "string", default: resolve(here, "../../../e2e/target/alerts/data") },
    out: { type: "string", default: resolve(here, "../../../docs/dashboards") },
    browser: { type: "string", default: "chromium" },
  },
});
const WIDTH = 1600;

const dashboards = resolve(here, "../dashboards");
const prometheus = await Prometheus.over(asked.data);
try {
  mkdirSync(asked.out, { recursive: true });
  for (const file of readdirSync(dashboards).filter((name) => name.endsWith(".json"))) {
    const dashboard = JSON.parse(readFileSync(join(dashboards, file), "utf8"));
    const answers = [];
    for (const panel of dashboard.panels) {
      answers.push(await prometheus.answer(panel, dashboard));
    }
    const { html, height } = drawn(dashboard, answers, prometheus.span, WIDTH);
    const page = join(tmpdir(), `preview-${process.pid}-${file}.html`);
    const picture = join(asked.out, file.replace(".json", ".png"));
    writeFileSync(page, html);
    screenshot(page, picture, height);
    const empty = dashboard.panels.filter((_, i) => answers[i].every((each) => each.length === 0));
    console.log(`${picture}: ${dashboard.panels.length} panels, without data: ${empty.map((each) => each.title).join(", ") || "none"}`);
  }
} finally {
  prometheus.close();
}

function screenshot(page, picture, height) {
  const ran = spawnSync(
    asked.browser,
    [
      "--headless=new",
      "--disable-gpu",
      "--hide-scrollbars",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      `--window-size=${WIDTH},${height}`,
      "--virtual-time-budget=5000",
      `--screenshot=${picture}`,
      `file://${page}`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  if (ran.status !== 0) {
    throw new Error(`${asked.browser} ended with ${ran.status ?? ran.error}: ${ran.stderr}`);
  }
}
