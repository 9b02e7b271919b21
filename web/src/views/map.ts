/** A map of the region: countries shaded, cities marked, each with its figure and a link; what lies outside is listed. */

import regions from "world-atlas/countries-50m.json?region";
import { html, svg } from "./elements.ts";
import { numberIn, placesOf } from "./series.ts";
import { address, type Language, type Part, type Table } from "./table.ts";
import { countRows, say } from "./words.ts";

const ID = "https://w3id.org/ksc/id/";
/** Shades of countries, from few to many. */
const SHADES = 4;
/** Width of a letter and height of a line of a label, in parts of the font size: enough to keep labels apart. */
const LETTER = { en: 0.56, ko: 0.95 };
const LINE = 1.15;
/** The font's size in pixels, however wide the map is. */
const FONT = 12.5;

type Region = (typeof regions.countries)[number];

/** What the rows say of one place. */
interface Found {
  readonly part: Part;
  /** The rows' number, or the figure in them; 0 is a place without any. */
  value: number;
  rows: number;
  readonly texts: string[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The map of a table with places. It is drawn again when its width changes; the function returned ends that. */
export function draw(
  container: HTMLElement,
  table: Table,
  options: { readonly lang: Language; readonly title: string },
): () => void {
  const found = collect(table);
  const figure = html("figure", "map");
  container.append(figure);
  const redraw = () => {
    const scale = regions.width / Math.max(figure.clientWidth, 280);
    figure.replaceChildren(picture(found, scale, options), ...outside(found, options.lang));
    figure.append(html("figcaption", "source", say("borders", options.lang)));
  };
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (figure.clientWidth === width) return;
    width = figure.clientWidth;
    redraw();
  });
  redraw();
  observer.observe(figure);
  return () => observer.disconnect();
}

/** The places of a table: with the figure of their row, where there is just one of both, else with the number of rows. */
function collect(table: Table): Map<string, Found> {
  const places = placesOf(table);
  const figures = table.columns.flatMap((column, at) => (column.kind === "number" ? [at] : []));
  const ofCities = places.filter((at) => table.rows.some((row) => row[at]?.parts[0]?.iri.startsWith(`${ID}city/`)));
  const drawn = ofCities.length ? ofCities.slice(0, 1) : places.slice(0, 1);
  const title = table.columns.findIndex((column) => column.name === "title");
  const found = new Map<string, Found>();
  for (const row of table.rows) {
    for (const part of drawn.flatMap((at) => row[at]?.parts ?? [])) {
      const entry = found.get(part.iri) ?? { part, value: 0, rows: 0, texts: [] };
      entry.rows += 1;
      entry.value += figures.length === 1 ? numberIn(row[figures[0] ?? 0]) : 1;
      const text = row[title]?.text;
      if (text) entry.texts.push(text);
      found.set(part.iri, entry);
    }
  }
  return found;
}

function picture(
  found: ReadonlyMap<string, Found>,
  scale: number,
  options: { readonly lang: Language; readonly title: string },
): SVGSVGElement {
  const { width, height, around, countries, cities } = regions;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": options.title });
  drawing.append(...around.map((d) => svg("path", { d, class: "around" })));
  const most = Math.max(1, ...[...found.values()].map((each) => each.value));
  const taken: Box[] = [];
  const shapes = countries.map((country) => shape(country, found.get(ID + country.id), most));
  const marks = cities.flatMap((city) => {
    const each = found.get(ID + city.id);
    return each && city.at ? [mark(city, each, scale, options.lang, taken)] : [];
  });
  const names = countries.flatMap((country) => name(country, found.get(ID + country.id), scale, options.lang, taken));
  drawing.append(...shapes, ...names, ...marks.sort(byPlace));
  return drawing;
}

/** From north to south, as a reader would go through them by keyboard. */
function byPlace(one: SVGElement, other: SVGElement): number {
  return Number(one.dataset["y"]) - Number(other.dataset["y"]);
}

function shape(country: Region, found: Found | undefined, most: number): SVGElement {
  const shade = found && found.value > 0 ? Math.ceil((found.value / most) * SHADES) : 0;
  const className = found ? `country shade-${shade}` : "country";
  return svg("path", { d: country.path ?? "", class: className });
}

/** A country's name, with its figure and link where the data has it; left out where there is no room for a mere name. */
function name(country: Region, found: Found | undefined, scale: number, lang: Language, taken: Box[]): SVGElement[] {
  if (!country.at) return [];
  const text = found ? `${country[lang]} ${found.value.toLocaleString(lang)}` : country[lang];
  const [x, y] = country.at;
  const width = text.length * LETTER[lang] * FONT * scale;
  const box = {
    x: Math.min(Math.max(x - width / 2, 0), regions.width - width),
    y: y - FONT * scale,
    width,
    height: LINE * FONT * scale,
  };
  if (!found && taken.some((other) => overlap(box, other))) return [];
  taken.push(box);
  const label = svg("text", { x: box.x, y, "font-size": FONT * scale, class: found ? "named" : "context" }, text);
  return [found ? link(label, found, text, country.at[1]) : label];
}

/** A city's mark, as large as its figure, hollow for none; its name stands beside it where there is room. */
function mark(city: Region, found: Found, scale: number, lang: Language, taken: Box[]): SVGElement {
  const [x, y] = city.at ?? [0, 0];
  const radius = (found.value > 0 ? 4 + 2 * Math.sqrt(found.value) : 4.5) * scale;
  const dot = svg("circle", { cx: x, cy: y, r: radius, class: found.value > 0 ? "city" : "city hollow" });
  taken.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  const text = found.value > 1 ? `${city[lang]} ${found.value.toLocaleString(lang)}` : city[lang];
  const place = room(text, x, y, radius, scale, lang, taken);
  const label =
    place && svg("text", { x: place.x, y: place.y + FONT * scale, "font-size": FONT * scale, class: "named" }, text);
  const group = svg("g", {}, dot, ...(label ? [label] : []));
  return link(group, found, `${city[lang]}: ${figure(found, lang)}`, y);
}

function figure(found: Found, lang: Language): string {
  return [
    found.value === found.rows ? countRows(found.rows, lang) : found.value.toLocaleString(lang),
    ...found.texts,
  ].join("; ");
}

/** Room for a label to the right, to the left, below or above a mark. */
function room(
  text: string,
  x: number,
  y: number,
  radius: number,
  scale: number,
  lang: Language,
  taken: Box[],
): Box | null {
  const [width, height] = [text.length * LETTER[lang] * FONT * scale, LINE * FONT * scale];
  const gap = radius + 3 * scale;
  const places = [
    { x: x + gap, y: y - height / 2 },
    { x: x - gap - width, y: y - height / 2 },
    { x: x - width / 2, y: y + gap },
    { x: x - width / 2, y: y - gap - height },
  ].map((place) => ({ ...place, width, height }));
  const free = places.find(
    (box) => box.x >= 0 && box.x + width <= regions.width && !taken.some((other) => overlap(box, other)),
  );
  if (free) taken.push(free);
  return free ?? null;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function link(drawn: SVGElement, found: Found, text: string, y: number): SVGElement {
  const element = svg("a", { href: address(found.part.iri), "aria-label": text }, svg("title", {}, text), drawn);
  element.dataset["y"] = String(y);
  return element;
}

/** The places of the data that the map does not show, as a list. */
function outside(found: ReadonlyMap<string, Found>, lang: Language): HTMLElement[] {
  const shown = new Set(
    [...regions.countries, ...regions.cities].filter((each) => each.at).map((each) => ID + each.id),
  );
  const rest = [...found.values()].filter((each) => !shown.has(each.part.iri));
  if (!rest.length) return [];
  const entries = rest.map(({ part, value }) => {
    const anchor = html("a", "", part.text);
    anchor.href = address(part.iri);
    return html("li", "", part.iri ? anchor : part.text, ` ${value.toLocaleString(lang)}`);
  });
  return [html("p", "outside", `${say("outside", lang)}: `), html("ul", "outside", ...entries)];
}
