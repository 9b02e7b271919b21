/**
 * Enlarging a picture within its frame: by buttons, by the keys + − 0, by a pinch, and by the wheel with Ctrl, as which
 * trackpads send a pinch (the wheel alone scrolls). The frame of what is larger than it scrolls, so moving about is the
 * browser's own matter: wheel, finger, arrow keys; the mouse drags.
 */

import { html } from "./elements.ts";
import type { Language } from "./table.ts";
import { say } from "./words.ts";

/** From one press of a button or key to the next. */
const STEP = 1.4;
/** How much the wheel's way counts, and the most that counts of it at once. */
const WHEEL = { share: 1 / 200, most: 50 };
/** Pixels that the mouse may move in a click. */
const CLICK = 4;

export interface Zoomable {
  /** What stays in its place; focusable. It gets `data-zoomed` while the picture is larger than it was made. */
  readonly frame: HTMLElement;
  readonly least: number;
  readonly most: number;
  /** Gives the picture a size, as a factor of that in which it was made. */
  readonly apply: (factor: number) => void;
}

/** Lets a picture be enlarged; its buttons are put before its frame. The function returned ends that. */
export function zoomable(picture: Zoomable, lang: Language): () => void {
  const zoom = new Zoom(picture, lang);
  const { frame } = picture;
  frame.before(zoom.controls);
  frame.setAttribute("aria-keyshortcuts", "+ - 0");
  frame.addEventListener("keydown", (event) => zoom.press(event));
  frame.addEventListener("wheel", (event) => zoom.turn(event), { passive: false });
  frame.addEventListener("touchmove", (event) => zoom.pinch(event), { passive: false });
  frame.addEventListener("touchend", () => zoom.release());
  frame.addEventListener("pointerdown", (event) => zoom.drag(event));
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  const whole = () => zoom.to(1); // paper does not scroll
  addEventListener("beforeprint", whole);
  return () => removeEventListener("beforeprint", whole);
}

class Zoom {
  readonly controls: HTMLElement;
  readonly #told = html("output", "");
  readonly #buttons: readonly (readonly [HTMLButtonElement, () => boolean])[];
  #factor = 1;
  /** Between the fingers of a pinch that goes on. */
  #spread: number | undefined;

  constructor(
    private readonly picture: Zoomable,
    lang: Language,
  ) {
    const smaller = button("−", say("smaller", lang), () => this.to(this.#factor / STEP));
    const whole = button(say("original", lang), say("original", lang), () => this.to(1));
    const larger = button("+", say("larger", lang), () => this.to(this.#factor * STEP));
    this.#buttons = [
      [smaller, () => this.#factor > picture.least],
      [whole, () => this.#factor !== 1],
      [larger, () => this.#factor < picture.most],
    ];
    this.controls = html("div", "zoom no-print", smaller, this.#told, larger, whole);
    this.controls.title = say("zooming", lang);
    this.controls.setAttribute("role", "group");
    this.controls.setAttribute("aria-label", say("size", lang));
    this.#tell();
  }

  /** Gives the picture a size; the point of the frame (its middle unless it is given) stays where it is. */
  to(wanted: number, point?: { readonly x: number; readonly y: number }): void {
    const { frame, least, most, apply } = this.picture;
    const factor = Math.min(most, Math.max(least, Math.abs(wanted - 1) < 0.02 ? 1 : wanted));
    if (factor === this.#factor) return;
    const across = (point?.x ?? frame.clientWidth / 2) / frame.clientWidth;
    const down = (point?.y ?? frame.clientHeight / 2) / frame.clientHeight;
    const left = (frame.scrollLeft + across * frame.clientWidth) / frame.scrollWidth;
    const top = (frame.scrollTop + down * frame.clientHeight) / frame.scrollHeight;
    this.#factor = factor;
    frame.toggleAttribute("data-zoomed", factor > 1);
    apply(factor);
    frame.scrollTo(
      left * frame.scrollWidth - across * frame.clientWidth,
      top * frame.scrollHeight - down * frame.clientHeight,
    );
    this.#tell();
  }

  press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const factor = { "+": this.#factor * STEP, "=": this.#factor * STEP, "-": this.#factor / STEP, "0": 1 }[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    this.to(factor);
  }

  turn(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const way = Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), WHEEL.most);
    this.to(this.#factor * Math.exp(-way * WHEEL.share), this.#place(event.clientX, event.clientY));
  }

  pinch(event: TouchEvent): void {
    const [one, other] = event.touches;
    if (!one || !other) return;
    event.preventDefault();
    const spread = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = this.#place((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
    if (this.#spread) this.to((this.#factor * spread) / this.#spread, middle);
    this.#spread = spread;
  }

  release(): void {
    this.#spread = undefined;
  }

  /** Moves what is larger than its frame with the mouse. */
  drag(down: PointerEvent): void {
    const { frame } = this.picture;
    if (down.pointerType !== "mouse" || down.button !== 0 || !frame.hasAttribute("data-zoomed")) return;
    const { scrollLeft, scrollTop } = frame;
    let far = 0;
    const ended = new AbortController();
    const move = ({ clientX, clientY }: PointerEvent) => {
      far = Math.max(far, Math.hypot(clientX - down.clientX, clientY - down.clientY));
      frame.scrollTo(scrollLeft + down.clientX - clientX, scrollTop + down.clientY - clientY);
    };
    addEventListener("pointermove", move, ended);
    addEventListener(
      "pointerup",
      () => {
        ended.abort();
        if (far > CLICK) ignoreClick(frame);
      },
      ended,
    );
  }

  /** A point of the window as one of the frame. */
  #place(x: number, y: number): { x: number; y: number } {
    const { left, top } = this.picture.frame.getBoundingClientRect();
    return { x: x - left, y: y - top };
  }

  #tell(): void {
    this.#told.textContent = `${Math.round(this.#factor * 100)}%`;
    // Not `disabled`, which would take the focus from the button that was just pressed.
    for (const [button, isOf] of this.#buttons) button.setAttribute("aria-disabled", String(!isOf()));
  }
}

function button(sign: string, name: string, act: () => void): HTMLButtonElement {
  const made = html("button", "quiet", sign);
  made.type = "button";
  if (name !== sign) made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

/** The click with which a drag over a link ends opens nothing. */
function ignoreClick(frame: HTMLElement): void {
  const ignore = (event: Event) => event.preventDefault();
  frame.addEventListener("click", ignore, true);
  setTimeout(() => frame.removeEventListener("click", ignore, true));
}
