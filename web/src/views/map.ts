/** A map of the region: countries shaded, cities marked, each with its figure and a link, and a list of them all. */

import regions from "world-atlas/countries-50m.json?region";
import { html, svg, thing } from "./elements.ts";
import { type Box, Room } from "./labels.ts";
import { numberIn, placesOf } from "./series.ts";
import { address, type Language, type Part, type Table } from "./table.ts";
import { countRows, say } from "./words.ts";
import { zoomable } from "./zoom.ts";

const ID = "https://w3id.org/ksc/id/";
/** Shades of countries, from few to many. */
const SHADES = 4;
/** The font's size in pixels, however wide the map is. */
const FONT = 12.5;
/** The least width in pixels that labels are set for. */
const NARROWEST = 280;
/** How many times as large as its frame a map can be made. */
const LARGEST = 8;

type Region = (typeof regions.countries)[number];

/** What the rows say of one place. */
interface Found {
  readonly part: Part;
  /** The rows' number, or the figure in them; 0 is a place without any. */
  value: number;
  rows: number;
  readonly texts: string[];
}

interface Measured {
  readonly places: ReadonlyMap<string, Found>;
  /** The name of the figure. */
  readonly what: string;
}

/**
 * The map of a table with places. It is drawn again when its width changes, and when it is enlarged: letters keep their
 * size, so there is room for more of them. The function returned ends that.
 */
export function draw(
  container: HTMLElement,
  table: Table,
  options: { readonly lang: Language; readonly title: string },
): () => void {
  const measured = measure(table, options.lang);
  const frame = html("div", "frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", options.title);
  frame.style.aspectRatio = `${regions.width} / ${regions.height}`; // it stays as large as the whole map
  const source = html("figcaption", "source", say("borders", options.lang));
  container.append(html("figure", "map", html("div", "drawing", frame), list(measured, options.lang), source));
  let [width, factor] = [0, 1];
  const redraw = () => {
    const scale = regions.width / Math.max(width, NARROWEST) / factor;
    const focused = frame.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : undefined;
    const drawing = picture(measured.places, scale, options.lang);
    drawing.style.setProperty("--zoom", String(factor));
    frame.replaceChildren(drawing);
    if (focused) frame.querySelector<SVGAElement>(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  const fit = () => {
    if (frame.offsetWidth === width) return;
    width = frame.offsetWidth;
    redraw();
  };
  const apply = (wanted: number) => {
    factor = wanted;
    redraw();
  };
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(frame);
  const end = zoomable({ frame, least: 1, most: LARGEST, apply }, options.lang);
  return () => {
    observer.disconnect();
    end();
  };
}

/** Cities where the table has some, else countries: with the table's only figure, else with the number of rows. */
function measure(table: Table, lang: Language): Measured {
  const columns = placesOf(table);
  const cities = columns.find((at) => table.rows.some((row) => row[at]?.parts[0]?.iri.startsWith(`${ID}city/`)));
  const drawn = cities ?? columns[0] ?? 0;
  const figures = table.columns.flatMap((column, at) => (column.kind === "number" ? [at] : []));
  const figure = figures.length === 1 ? figures[0] : undefined;
  const title = table.columns.findIndex((column) => column.name === "title");
  const places = new Map<string, Found>();
  for (const row of table.rows) {
    for (const part of row[drawn]?.parts ?? []) {
      const entry = places.get(part.iri) ?? { part, value: 0, rows: 0, texts: [] };
      entry.rows += 1;
      entry.value += figure === undefined ? 1 : numberIn(row[figure]);
      const text = row[title]?.text;
      if (text) entry.texts.push(text);
      places.set(part.iri, entry);
    }
  }
  return { places, what: figure === undefined ? say("number", lang) : (table.columns[figure]?.label ?? "") };
}

/** The drawing, in which a pixel of the screen is so many units. */
function picture(found: ReadonlyMap<string, Found>, scale: number, lang: Language): SVGSVGElement {
  const { width, height, around, countries, cities } = regions;
  const room = new Room(width, FONT * scale);
  const most = Math.max(1, ...[...found.values()].map((each) => each.value));
  const marked = cities.flatMap((city) => {
    const each = found.get(ID + city.id);
    return each && city.at ? [{ city, each, at: city.at, radius: radiusOf(each, scale) }] : [];
  });
  marked.sort((one, other) => one.at[1] - other.at[1]); // as a reader goes through them by keyboard
  for (const { at, radius } of marked) room.mark(...at, radius);
  const marks = marked.map(({ city, each, at, radius }) => mark(city, each, at, radius, room, lang));
  const names = countries.flatMap((country) => name(country, found.get(ID + country.id), room, lang));
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}` });
  drawing.append(...around.map((d) => svg("path", { d, class: "around" })));
  drawing.append(...countries.map((country) => shape(country, found.get(ID + country.id), most)));
  drawing.append(...names, ...marks);
  return drawing;
}

function radiusOf({ value }: Found, scale: number): number {
  return (value > 0 ? 4 + 2 * Math.sqrt(value) : 4.5) * scale;
}

function shape(country: Region, found: Found | undefined, most: number): SVGElement {
  const shade = found && found.value > 0 ? Math.ceil((found.value / most) * SHADES) : 0;
  const className = found ? `country shade-${shade}` : "country";
  return svg("path", { d: country.path ?? "", class: className });
}

/** A country's name, with its figure and link where the data has it; a mere name is left out where there is no room. */
function name(country: Region, found: Found | undefined, room: Room, lang: Language): SVGElement[] {
  if (!country.at) return [];
  const text = found ? `${country[lang]} ${found.value.toLocaleString(lang)}` : country[lang];
  const place = room.around(text, ...country.at, Boolean(found));
  if (!place) return [];
  const drawn = label(text, place, room, found ? "named" : "context");
  return [found ? link(drawn, found, text) : drawn];
}

/** A city's mark, as large as its figure, hollow for none; its name stands beside it where there is room. */
function mark(
  city: Region,
  found: Found,
  [x, y]: readonly [number, number],
  radius: number,
  room: Room,
  lang: Language,
): SVGElement {
  const dot = svg("circle", { cx: x, cy: y, r: radius, class: found.value > 0 ? "city" : "city hollow" });
  const text = found.value > 1 ? `${city[lang]} ${found.value.toLocaleString(lang)}` : city[lang];
  const place = room.beside(text, x, y, radius);
  const group = svg("g", {}, dot, ...(place ? [label(text, place, room, "named")] : []));
  const figure = found.value === found.rows ? countRows(found.rows, lang) : found.value.toLocaleString(lang);
  // The name that is spoken begins with the one that is seen (WCAG 2.5.3).
  const told = [...(found.value > 1 ? [] : [figure]), ...found.texts].join("; ");
  return link(group, found, told ? `${text}: ${told}` : text);
}

function label(text: string, { x, y }: Box, { font }: Room, className: string): SVGElement {
  return svg("text", { x, y: y + font, "font-size": font, class: className }, text);
}

function link(drawn: SVGElement, found: Found, text: string): SVGElement {
  return svg("a", { href: address(found.part.iri), "aria-label": text }, svg("title", {}, text), drawn);
}

/** All places with what the data say of them, the most first; a place outside the map is said to be so. */
function list({ places, what }: Measured, lang: Language): HTMLElement {
  const shown = new Set(
    [...regions.countries, ...regions.cities].filter((each) => each.at).map((each) => ID + each.id),
  );
  const entries = [...places.values()].sort((one, other) => other.value - one.value);
  const items = entries.map(({ part, value, texts }) => {
    const outside = shown.has(part.iri) ? [] : [html("small", "", say("outside", lang))];
    const figure = html("span", "value", value.toLocaleString(lang));
    return html(
      "li",
      "",
      thing(part),
      figure,
      ...outside,
      ...[...new Set(texts)].map((text) => html("small", "", text)),
    );
  });
  return html("div", "places", html("p", "what", what), html("ul", "", ...items));
}
