// A Prometheus that scrapes nothing and answers from data that another one left.
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const RATE_INTERVAL = "10s"; // the data was scraped every second
const POINTS = 240;

export class Prometheus {
  static async over(data) {
    const config = join(mkdtempSync(join(tmpdir(), "preview-")), "prometheus.yml");
    writeFileSync(config, "global: {}\n");
    const port = await freePort();
    const process = spawn(
      "prometheus",
      [`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`],
      { stdio: "ignore" },
    );
    const prometheus = new Prometheus(process, `http://127.0.0.1:${port}`);
    await prometheus.ready();
    return prometheus;
  }

  constructor(process, url) {
    this.process = process;
    this.url = url;
  }

  async ready() {
    for (let tries = 0; tries < 120; tries++) {
      if (this.process.exitCode !== null) {
        throw new Error(`prometheus ended with ${this.process.exitCode}`);
      }
      const reply = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (reply?.ok) {
        const { headStats } = await this.get("/api/v1/status/tsdb");
        const [from, to] = [headStats.minTime / 1000, headStats.maxTime / 1000];
        this.span = { from, to, step: Math.max(1, Math.ceil((to - from) / POINTS)) };
        return;
      }
      await pause(500);
    }
    throw new Error("prometheus was not ready within a minute");
  }

  async get(path) {
    const reply = await (await fetch(this.url + path)).json();
    if (reply.status !== "success") {
      throw new Error(`${path}: ${reply.error}`);
    }
    return reply.data;
  }

  /** What each target of a panel gets: series with their names, over the span or at its end. */
  async answer(panel, dashboard) {
    return Promise.all(
      panel.targets.map(async (target) => {
        const query = encodeURIComponent(this.filled(target.expr, dashboard));
        const { from, to, step } = this.span;
        const path = target.range
          ? `/api/v1/query_range?query=${query}&start=${from}&end=${to}&step=${step}`
          : `/api/v1/query?query=${query}&time=${to}`;
        const { result } = await this.get(path);
        return result.map((series) => ({ ...series, name: named(target.legendFormat, series.metric) }));
      }),
    );
  }

  filled(expression, dashboard) {
    let filled = expression
      .replaceAll("$__rate_interval", RATE_INTERVAL)
      .replaceAll("$__range", `${Math.ceil(this.span.to - this.span.from)}s`);
    for (const variable of dashboard.templating.list) {
      filled = filled.replaceAll(`$${variable.name}`, variable.type === "textbox" ? variable.query : ".+");
    }
    return filled;
  }

  close() {
    this.process.kill();
  }
}

function named(format, labels) {
  return format ? format.replace(/{{\s*(\w+)\s*}}/g, (_, label) => labels[label] ?? "") : JSON.stringify(labels);
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
