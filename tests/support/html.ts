/**
 * Reads the HTML that pages answer with, for assertions.
 *
 *   const page = parseHtml(html);
 *   page.one("h1").text                                  // "Learning log", white space collapsed
 *   page.all("ul.govuk-error-summary__list a").map((link) => link.attribute("href"))
 */
import { HTMLElement, type Node, NodeType, parse } from "node-html-parser";

export interface HtmlNode {
  readonly tag: string;
  /** The text inside, without scripts and styles; words of different blocks stay apart. */
  readonly text: string;
  /** What stands in a text area, white space and all. */
  readonly written: string;
  attribute(name: string): string | undefined;
  /** Every element inside that the CSS selector names, in document order. */
  all(selector: string): HtmlNode[];
  /** The first such element, or undefined. */
  first(selector: string): HtmlNode | undefined;
  /** The only such element; throws where there is none or more than one. */
  one(selector: string): HtmlNode;
}

/** Parses a document or a fragment; the node answered stands for the whole of it. */
export function parseHtml(html: string): HtmlNode {
  return wrap(parse(html, { blockTextElements: { script: true, style: true } }));
}

function wrap(element: HTMLElement): HtmlNode {
  const all = (selector: string) => element.querySelectorAll(selector).map(wrap);
  return {
    tag: element.rawTagName?.toLowerCase() ?? "",
    get text() {
      return textOf(element).replace(/\s+/g, " ").trim();
    },
    get written() {
      return element.text.replaceAll("\r\n", "\n").replace(/^\n/, "");
    },
    attribute: (name) => element.getAttribute(name),
    all,
    first: (selector) => all(selector)[0],
    one: (selector) => {
      const [only, ...others] = all(selector);
      if (!only || others.length > 0) {
        const found = only ? others.length + 1 : 0;
        throw new Error(`Expected one "${selector}", found ${found} in: ${textOf(element)}`);
      }
      return only;
    },
  };
}

const inline = new Set(
  "a abbr b bdi cite code em i kbd mark q s small span strong sub sup u".split(" "),
);

function textOf(node: Node): string {
  if (!(node instanceof HTMLElement)) return node.nodeType === NodeType.TEXT_NODE ? node.text : "";
  const tag = node.rawTagName?.toLowerCase() ?? "";
  if (tag === "script" || tag === "style") return "";
  const inner = node.childNodes.map(textOf).join("");
  return inline.has(tag) ? inner : ` ${inner} `;
}
