/**
 * The small map that the server puts in its pages: `locator.svg` has the outlines, each country's under the end of its
 * IRI, the rest as `land`, so that a page takes them with `<use href="…#vietnam">` and colours them itself;
 * `locator.json` tells the server which countries it has, and where cities are on it, and countries too small to be seen.
 */
import { region } from "./regions.mjs";

/** Units across: few, for it is drawn no wider than a column, and each page that has it waits for it. */
const WIDTH = 400;

export async function locator() {
  const { width, height, around, countries, cities } = await region(WIDTH);
  const drawn = countries.filter(({ path }) => path);
  const outlines = drawn.map(({ id, path }) => `<path id="${id.slice(id.indexOf("/") + 1)}" d="${path}"/>`);
  const points = [...drawn.filter(({ small }) => small), ...cities].flatMap(({ id, at }) => (at ? [[id, at]] : []));
  return {
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">` +
      `<g id="land">${outlines.join("")}<path d="${around.join("")}"/></g></svg>`,
    json: JSON.stringify({
      width,
      height,
      countries: drawn.map(({ id }) => id),
      points: Object.fromEntries(points),
    }),
  };
}
