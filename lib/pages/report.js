"use strict";
// Draws the charts of the report from the numbers that stand beside each canvas. Without scripts the
// tables below stay open and say the same.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  for (const each of document.querySelectorAll("figure details")) each.open = false;
  const paper = matchMedia("print");
  const color = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const short = (value, unit) => {
    const size = Math.abs(value);
    const money = unit === "$";
    const steps = [[1e9, money ? "B" : "G"], [1e6, "M"], [1e3, "k"], [1, ""]];
    const [scale, mark] = steps.find(([step]) => size >= step) || [1, ""];
    const digits = String(+(size / scale).toPrecision(3));
    return (value < 0 ? "-" : "") + (money ? "$" : "") + digits + mark + (money || !unit ? "" : " " + unit);
  };
  const palette = (i) => color("--c" + (i % 7));
  // Colour alone does not tell series apart: lines are dashed, points have shapes.
  const dashes = [[], [8, 4], [2, 3], [12, 4, 2, 4], [16, 6], [4, 8], [8, 3, 2, 3, 2, 3]];
  const shapes = ["circle", "rectRot", "triangle", "rect", "star", "crossRot", "rectRounded"];
  const dataset = (spec, series, i) => ({
    label: series.name, data: series.values, texts: series.texts, borderColor: palette(i),
    backgroundColor: series.tones ? series.tones.map((tone) => color("--" + tone)) : palette(i),
    borderWidth: spec.kind === "lines" ? 2 : spec.kind === "points" ? 1.5 : 0,
    borderDash: spec.kind !== "lines" ? [] : series.dashed ? [6, 4] : dashes[i % dashes.length],
    pointStyle: spec.kind === "lines" ? "line" : shapes[i % shapes.length],
    pointRadius: spec.kind === "points" ? 6 : 0, pointHitRadius: 12, stepped: false, tension: 0,
  });
  const axis = (unit, title) => ({
    title: { display: !!title, text: title, color: color("--soft") },
    ticks: { color: color("--soft"), callback: unit === undefined ? undefined : (value) => short(value, unit) },
    grid: { color: color("--line") },
  });
  // The library's labels of lines, dashed as the lines are.
  const dashed = (chart) => Chart.defaults.plugins.legend.labels.generateLabels(chart)
    .map((each) => ({ ...each, lineDash: chart.data.datasets[each.datasetIndex].borderDash }));
  const config = (spec) => {
    const across = spec.kind === "across";
    const value = axis(spec.unit, spec.y);
    const name = axis(spec.kind === "points" ? spec.xUnit : undefined, spec.x);
    if (spec.kind !== "points") delete name.ticks.callback;
    if (spec.kind === "points") value.grace = name.grace = "5%";
    if (across) { value.stacked = true; name.stacked = true; name.ticks.autoSkip = false; }
    return {
      type: { lines: "line", points: "scatter", bars: "bar", across: "bar" }[spec.kind],
      data: { labels: spec.labels, datasets: spec.series.map((each, i) => dataset(spec, each, i)) },
      options: {
        animation: false, maintainAspectRatio: false, indexAxis: across ? "y" : "x",
        devicePixelRatio: paper.matches ? 2 : undefined,
        interaction: { mode: spec.kind === "points" ? "nearest" : "index", intersect: false, axis: across ? "y" : "x" },
        scales: across ? { x: value, y: name } : { x: name, y: value },
        plugins: {
          legend: { display: spec.series.length > 1, labels: {
            color: color("--ink"), usePointStyle: spec.kind === "points" || spec.kind === "lines",
            pointStyleWidth: spec.kind === "lines" ? 40 : undefined, generateLabels: dashed } },
          tooltip: { callbacks: { label: (at) => {
            const text = (at.dataset.texts || [])[at.dataIndex];
            return (spec.series.length > 1 ? at.dataset.label + ": " : "") + (text || short(across ? at.parsed.x : at.parsed.y, spec.unit));
          } } },
        },
      },
    };
  };
  const charts = [];
  const draw = () => {
    while (charts.length) charts.pop().destroy();
    for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
      const spec = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
      charts.push(new Chart(canvas, config(spec)));
    }
  };
  draw();
  for (const each of [matchMedia("(prefers-color-scheme: dark)"), paper]) each.addEventListener("change", draw);
  // The keyboard stops at a table only where there is something to scroll.
  const stops = () => {
    for (const each of document.querySelectorAll(".scroll")) {
      const scrolls = each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
      each.tabIndex = scrolls ? 0 : -1;
    }
  };
  stops();
  addEventListener("resize", stops);
  addEventListener("toggle", stops, true);
})();
