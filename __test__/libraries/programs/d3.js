'use strict';

const d3 = require('d3');

module.exports = () => {
  const rows = d3.csvParse(
    'name,n,when\n"A, b",3,2024-01-01\nC,10,2024-02-01\nD,7,2024-03-01',
    d3.autoType,
  );
  const x = d3.scaleLinear([0, 10], [0, 200]).nice();
  const time = d3.scaleUtc([new Date(0), new Date(864e5)], [0, 100]);
  const line = d3
    .line(
      (_d, i) => i * 10,
      (d) => x(d.n),
    )
    .curve(d3.curveCatmullRom);
  const tree = d3.tree().size([100, 50])(
    d3.hierarchy({ id: 'r', children: [{ id: 'a', children: [{ id: 'b' }] }, { id: 'c' }] }),
  );
  const simulation = d3
    .forceSimulation(d3.range(4).map((id) => ({ id })))
    .force('charge', d3.forceManyBody())
    .stop();
  simulation.tick(20);
  const project = d3.geoPath(d3.geoMercator().scale(100).translate([0, 0]));
  return [
    rows,
    [x.ticks(5), x.invert(50), x.tickFormat(5, '+.1f')(2.5)],
    time.ticks(4).map(d3.utcFormat('%Y-%m-%d %H:%M:%S %j %a')),
    line(rows),
    d3.arc()({ innerRadius: 10, outerRadius: 20, startAngle: 0, endAngle: 2 }),
    d3
      .pie()
      .value((d) => d.n)(rows)
      .map(({ startAngle, endAngle }) => [startAngle.toFixed(6), endAngle.toFixed(6)]),
    tree.descendants().map(({ data, x: left, y: top, depth }) => [data.id, left, top, depth]),
    d3
      .treemap()
      .size([10, 10])(d3.hierarchy({ children: rows }).sum((d) => d.n ?? 0))
      .leaves()
      .map((l) => [l.x0, l.y0]),
    simulation.nodes().map((n) => [n.x.toFixed(6), n.y.toFixed(6)]),
    project({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 0],
        ],
      ],
    }),
    [
      d3.color('steelblue').darker().formatHex(),
      d3.hsl('#fa0').h,
      d3.interpolateViridis(0.3),
      d3.lab('red').l.toFixed(6),
    ],
    [
      d3.format(',.2~f')(12345.678),
      d3.format('$.3s')(1.5e6),
      d3.format('08x')(48879),
      d3.format('.0%')(0.123),
    ],
    d3.rollups(
      rows,
      (v) => d3.sum(v, (d) => d.n),
      (d) => d.name.length,
    ),
    d3
      .histogram()
      .thresholds(3)([1, 2, 3, 4, 5, 6])
      .map((b) => [b.x0, b.x1, b.length]),
    d3
      .chord()([
        [1, 2],
        [3, 4],
      ])
      .map(({ source }) => source.endAngle.toFixed(6)),
    Array.from(
      d3.Delaunay.from([
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ]).triangles,
    ),
    d3.contours().size([3, 3]).thresholds([0.5])([0, 0, 0, 0, 1, 0, 0, 0, 0]),
    d3.timeParse('%d.%m.%Y %H:%M')('05.06.2023 07:08').getMinutes(),
    d3.interpolate({ a: 1, b: 'x10' }, { a: 3, b: 'x20' })(0.5),
  ];
};
