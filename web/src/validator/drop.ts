/** Files dropped on the place of a file field: as if chosen there, and checked at once. */

export function acceptDrops(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement>("input[type=file]");
  const over = (is: boolean) => place.classList.toggle("over", is);
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  place.addEventListener("dragleave", () => over(false));
  place.addEventListener("drop", (event) => {
    over(false);
    const file = event.dataTransfer?.files[0];
    if (!file || !input) return;
    event.preventDefault();
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    input.form?.requestSubmit();
  });
}
