import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepTyped } from "~/ui/typed-early";

/** What React would answer at once. */
const deeds = [
  "keydown",
  "keyup",
  "input",
  "change",
  "pointerdown",
  "mousedown",
  "click",
  "focusin",
];

/**
 * React waits here for what the page carries. Made to answer a key in that moment it gives up for
 * good (its error 345): until then deeds are the browser's alone, as before the scripts came.
 */
function holdBack(event: Event): void {
  if ("__remixRouter" in window) {
    for (const deed of deeds) window.removeEventListener(deed, holdBack, true);
  } else event.stopImmediatePropagation();
}

startTransition(() => {
  // First, so that it hears what is held back from React.
  keepTyped();
  for (const deed of deeds) window.addEventListener(deed, holdBack, true);
  // The server's "Error: " is not the page's own title; the form puts it back once it is alive.
  document.title = document.title.replace(/^Error: /, "");
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
