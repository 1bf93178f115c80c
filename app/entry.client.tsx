import { RemixBrowser } from "@remix-run/react";
import { type ReactNode, StrictMode, startTransition, useLayoutEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepTyped } from "~/ui/typed-early";

/** What React would answer at once, by taking the rest of the page over on the spot. */
const deeds = [
  ...["keydown", "keypress", "keyup", "beforeinput", "textInput", "input", "change"],
  ...["compositionstart", "compositionend", "cut", "copy", "paste", "focusin", "focusout"],
  ...["pointerdown", "pointerup", "pointercancel", "mousedown", "mouseup", "click", "auxclick"],
  ...["dblclick", "contextmenu", "touchstart", "touchend", "touchcancel", "dragstart", "dragend"],
  ...["drop", "reset", "submit"],
];

/**
 * React takes the page over in pieces and may wait in between for what the page carries. Made to
 * answer a key in that time it gives up for good (its error 345): until it is done, deeds are the
 * browser's alone, as before the scripts came.
 */
const holdBack = (event: Event) => event.stopImmediatePropagation();

/** Around the whole page: lets go once all of it has been taken over. */
function TakenOver({ children }: { children: ReactNode }) {
  useLayoutEffect(() => {
    for (const deed of deeds) window.removeEventListener(deed, holdBack, true);
  }, []);
  return children;
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
      <TakenOver>
        <RemixBrowser />
      </TakenOver>
    </StrictMode>,
  );
});
