// Draws each figure from its own table, so that both always say the same.
'use strict';
(() => {
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function draw(figure) {
    const rows = [...figure.querySelectorAll('tbody tr')];
    const labels = rows.map(row => row.cells[0].textContent.trim());
    const values = rows.map(row => Number(row.cells[1].dataset.value));
    const place = figure.querySelector('.chart');
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', figure.querySelector('caption').textContent.trim());
    const lying = figure.dataset.chart === 'lying' || place.clientWidth < 340; // names need their width
    place.replaceChildren(canvas);
    const colours = lying ? labels.map(() => style('--bar-1')) : ['--bar-1', '--bar-2', '--bar-3', '--bar-4'].map(style);
    return new Chart(canvas, {
      type: 'bar',
      data: {labels, datasets: [{data: values, backgroundColor: colours, borderRadius: 4, maxBarThickness: lying ? 22 : 46}]},
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, indexAxis: lying ? 'y' : 'x',
        layout: {padding: lying ? {right: 36} : {top: 22}},
        plugins: {legend: {display: false}, tooltip: {enabled: false}},
        scales: {
          [lying ? 'x' : 'y']: {display: false, beginAtZero: true},
          [lying ? 'y' : 'x']: {grid: {display: false}, border: {color: style('--line')}, ticks: {color: style('--text'), font: {size: 13}}},
        },
      },
      plugins: [{
        id: 'figures',
        afterDatasetsDraw(chart) {
          const {ctx} = chart;
          ctx.save();
          ctx.fillStyle = style('--text');
          ctx.font = `600 13px ${Chart.defaults.font.family}`;
          ctx.textAlign = lying ? 'left' : 'center';
          ctx.textBaseline = lying ? 'middle' : 'bottom';
          chart.getDatasetMeta(0).data.forEach((bar, i) => {
            const figure = values[i].toLocaleString('en');
            if (lying) ctx.fillText(figure, bar.x + 6, bar.y); else ctx.fillText(figure, bar.x, bar.y - 4);
          });
          ctx.restore();
        },
      }],
    });
  }

  function all() {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    let charts = [...document.querySelectorAll('figure[data-chart]')].map(draw);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      charts.forEach(chart => chart.destroy());
      charts = [...document.querySelectorAll('figure[data-chart]')].map(draw);
    });
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', all); else all();
})();
