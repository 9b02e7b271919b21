/** Room for the labels of a map: each is put where it covers no other and no mark. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Height of a line, in parts of the font's size. */
const LINE = 1.15;
/** The font's size when texts are measured; large, so that rounding does not matter. */
const MEASURED = 100;
/** Between a mark and its label, in parts of the font's size. */
const GAP = 0.25;

export class Room {
  readonly #taken: Box[] = [];
  readonly #pen = document.createElement("canvas").getContext("2d");

  /** In a drawing of a width, for letters of a size, both in its units. */
  constructor(
    private readonly width: number,
    readonly font: number,
  ) {
    if (this.#pen) this.#pen.font = `bold ${MEASURED}px ${getComputedStyle(document.body).fontFamily}`;
  }

  /** Keep labels off a mark. */
  mark(x: number, y: number, radius: number): void {
    this.#taken.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  }

  /** Room to the right, to the left, below or above a mark; null where there is none. */
  beside(text: string, x: number, y: number, radius: number): Box | null {
    const { width, height } = this.#size(text);
    const gap = radius + GAP * this.font;
    const places = [
      { x: x + gap, y: y - height / 2 },
      { x: x - gap - width, y: y - height / 2 },
      { x: x - width / 2, y: y + gap },
      { x: x - width / 2, y: y - gap - height },
    ].map((place) => ({ ...place, width, height }));
    return this.#take(places.find((box) => this.#free(box)));
  }

  /** Room around a point, within the drawing; null where something is in the way, unless it `must` be had. */
  around(text: string, x: number, y: number, must: boolean): Box | null {
    const { width, height } = this.#size(text);
    const left = Math.min(Math.max(x - width / 2, 0), this.width - width);
    const box = { x: left, y: y - height, width, height };
    return this.#take(must || this.#free(box) ? box : undefined);
  }

  #size(text: string): { width: number; height: number } {
    const width = (this.#pen?.measureText(text).width ?? text.length * MEASURED) / MEASURED;
    return { width: width * this.font, height: LINE * this.font };
  }

  #free(box: Box): boolean {
    return box.x >= 0 && box.x + box.width <= this.width && !this.#taken.some((other) => overlap(box, other));
  }

  #take(box: Box | undefined): Box | null {
    if (box) this.#taken.push(box);
    return box ?? null;
  }
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
