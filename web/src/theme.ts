/** Before the page is painted: the colour scheme that the reader chose here before. The switch is in `parts/theme.ts`. */
const chosen = localStorage.getItem("theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
