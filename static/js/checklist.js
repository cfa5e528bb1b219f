// Ticks of a checklist stay in this browser, under the name of the list; nothing leaves it.
// @ts-check

/** @param {HTMLFormElement} form */
export function keepTicks(form) {
  const key = `checklist:${form.dataset.checklist}`;
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[type="checkbox"]')]);
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  };
  const write = () => {
    try {
      localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.id)));
    } catch {
      // Without storage the ticks last as long as the page: no reason to bother the reader.
    }
  };
  const kept = read();
  for (const box of boxes) {
    box.checked = kept.includes(box.id);
    box.addEventListener("change", write);
  }
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "button button-quiet";
  clear.textContent = form.dataset.clear ?? "";
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    write();
  });
  form.append(clear);
  form.addEventListener("submit", (event) => event.preventDefault());
}
