/**
 * An esbuild plugin that answers `import regions from "world-atlas/countries-50m.json?region"`: the outlines of the
 * region of `src/views/atlas.json`, projected (Mercator) and rounded, so that the page needs no map library. The
 * outlines are Natural Earth's (public domain); the positions of cities, in atlas.json, are from GeoNames (CC BY 4.0).
 */
import { geoMercator, geoPath } from "d3-geo";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const ATLAS = new URL("src/views/atlas.json", import.meta.url);
/** Units across the map that a page's script draws: coordinates are whole numbers of these. */
const WIDTH = 1200;
/** Islands that would be smaller, in square units of the drawing, are left out, except where they are all there is. */
const SMALLEST = 6;
/** What takes less than this share of the square of the width is too small to be seen by its colour alone. */
const SMALL = 1 / 1000;
const OUTLINES = "world-atlas/countries-50m.json";

export function regions() {
  return {
    name: "regions",
    setup(build) {
      build.onResolve({ filter: /\?region$/ }, ({ path }) => ({
        path: fileOf(path.slice(0, -"?region".length)),
        namespace: "region",
      }));
      build.onLoad({ filter: /./, namespace: "region" }, async ({ path }) => ({
        contents: JSON.stringify(await regionFrom(path, WIDTH)),
        loader: "json",
        watchFiles: [path, ATLAS.pathname],
      }));
    },
  };
}

/** The region of the atlas, so many units wide. */
export function region(width) {
  return regionFrom(fileOf(OUTLINES), width);
}

function fileOf(name) {
  return createRequire(import.meta.url).resolve(name);
}

async function regionFrom(path, width) {
  const [topology, atlas] = await Promise.all([path, ATLAS].map(async (file) => JSON.parse(await readFile(file))));
  return regionOf(topology, atlas, width);
}

function regionOf(topology, { frame, countries, cities }, width) {
  const { projection, height } = projectionOf(frame, width);
  const found = new Map();
  for (const country of feature(topology, topology.objects.countries).features) {
    const shape = shapeOf(country, projection, width);
    if (shape.path) found.set(country.id, shape);
  }
  const ours = new Set(countries.map((country) => country.atlas));
  return {
    width,
    height,
    around: [...found].filter(([id]) => !ours.has(id)).map(([, shape]) => shape.path),
    countries: countries.map(({ id, atlas, en, ko }) => ({ id, en, ko, ...found.get(atlas) })),
    cities: cities.map(({ id, at, en, ko }) => ({
      id,
      en,
      ko,
      ...(within(at, frame) && { at: round(projection(at)) }),
    })),
  };
}

function projectionOf({ west, south, east, north }, width) {
  const scale = width / (((east - west) * Math.PI) / 180);
  const plain = geoMercator().scale(scale).translate([0, 0]);
  const [[left, top], [, bottom]] = [plain([west, north]), plain([east, south])];
  const height = Math.round(bottom - top);
  const projection = plain.translate([-left, -top]).clipExtent([
    [0, 0],
    [width, height],
  ]);
  return { projection, height };
}

/** A country's outline within the frame, where its name can stand: amid its largest part, and whether it is small. */
function shapeOf({ geometry }, projection, width) {
  const path = geoPath(projection);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const parts = polygons
    .map((coordinates) => ({ type: "Polygon", coordinates }))
    .map((polygon) => ({ polygon, area: path.area(polygon) }))
    .sort((one, other) => other.area - one.area);
  const [largest] = parts;
  const kept = parts.filter((part, index) => index === 0 || part.area >= SMALLEST);
  if (!largest.area) return { path: "" };
  return {
    path: outline(
      kept.map((part) => part.polygon.coordinates),
      projection,
    ),
    at: round(path.centroid(largest.polygon)),
    ...(largest.area < SMALL * width * width && { small: true }),
  };
}

/** Polygons as SVG path data (SVG 2, section 9.3) with whole, relative coordinates: a third as long as d3's own. */
function outline(coordinates, projection) {
  let data = "";
  let [x, y] = [0, 0];
  const step = (command, toX, toY) => {
    const [dx, dy] = [Math.round(toX) - x, Math.round(toY) - y];
    if (command === "l" && dx === 0 && dy === 0) return;
    data += `${command}${dx}${dy < 0 ? "" : " "}${dy}`;
    [x, y] = [x + dx, y + dy];
  };
  let start = [0, 0];
  geoPath(projection, {
    moveTo: (toX, toY) => {
      step("m", toX, toY);
      start = [x, y];
    },
    lineTo: (toX, toY) => step("l", toX, toY),
    closePath: () => {
      data += "z";
      [x, y] = start;
    },
  })({ type: "MultiPolygon", coordinates });
  return data;
}

function within([longitude, latitude], { west, south, east, north }) {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

function round([x, y]) {
  return [Math.round(x), Math.round(y)];
}
