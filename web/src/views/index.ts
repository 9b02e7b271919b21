/**
 * The views of a result: a table, bars, a timeline, a map, a network. `views` tells which of them a table can be shown
 * as, `show` shows it. The pictures are HTML and SVG of our own, styled by `styles/views.css` with the page's custom
 * properties: dark mode, print and the screen reader get them as they are. Each is loaded when first wanted.
 */

import { barsOf, endsOf, momentsOf, placesOf } from "./series.ts";
import type { Language, Table } from "./table.ts";

export type ViewKind = "table" | "bar" | "timeline" | "map" | "network";

export interface Options {
  readonly lang: Language;
  /** What the picture shows, in words. */
  readonly title: string;
  /** Hears which rows a table view shows, by their places; null where these are all, as they came. */
  readonly changed?: (places: readonly number[] | null) => void;
}

export interface View {
  dispose(): void;
}

/** More bars, marks or things than can be told apart. */
const MOST = 400;

/** The views that a table can be shown as; the table itself is always one. */
export function views(table: Table): ViewKind[] {
  const some = table.rows.length > 0;
  const drawn = some && table.rows.length <= MOST;
  const kinds: ViewKind[] = ["table"];
  if (drawn && barsOf(table)) kinds.push("bar");
  if (drawn && momentsOf(table)) kinds.push("timeline");
  if (some && placesOf(table).length) kinds.push("map");
  if (drawn && endsOf(table)) kinds.push("network");
  return kinds;
}

/** Show a table as one of its views in an element, in place of what was there. */
export async function show(container: HTMLElement, table: Table, kind: ViewKind, options: Options): Promise<View> {
  const content = document.createElement("div");
  content.className = `view view-${kind}`;
  const end = await drawn(content, container, table, kind, options);
  return {
    dispose: () => {
      end();
      content.remove();
    },
  };
}

type End = () => void;

async function drawn(
  content: HTMLElement,
  container: HTMLElement,
  table: Table,
  kind: ViewKind,
  options: Options,
): Promise<End> {
  const put = () => container.replaceChildren(content);
  const nothing: End = () => undefined;
  switch (kind) {
    case "table": {
      const { Grid } = await import("./grid.ts");
      put();
      new Grid(content, table, options);
      return nothing;
    }
    case "bar": {
      const { draw } = await import("./bar.ts");
      put();
      draw(content, table, options);
      return nothing;
    }
    case "timeline": {
      const { draw } = await import("./timeline.ts");
      put();
      draw(content, table, options);
      return nothing;
    }
    case "map": {
      const { draw } = await import("./map.ts");
      put();
      return draw(content, table, options);
    }
    case "network": {
      const { draw } = await import("./network.ts");
      put();
      return draw(content, table, options);
    }
  }
}
