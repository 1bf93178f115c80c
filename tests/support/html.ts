/**
 * Reads the HTML that React renders into a small tree for assertions. Made for well-formed output:
 * it does not repair what a browser would.
 *
 *   const page = parseHtml(html);
 *   page.one("h1").text                          // "Learning log"
 *   page.all("ul.govuk-error-summary__list a")   // tag, .class, #id, [name], [name=value], descendants
 */

export interface HtmlNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text inside, without scripts and styles, white space collapsed. */
  readonly text: string;
  attribute(name: string): string | undefined;
  /** Every element inside that the selector names, in document order. */
  all(selector: string): HtmlNode[];
  /** The first such element, or undefined. */
  first(selector: string): HtmlNode | undefined;
  /** The only such element; throws where there is none or more than one. */
  one(selector: string): HtmlNode;
}

const voidTags = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);
const rawTags = new Set(["script", "style", "textarea", "title"]);
const blockTags = new Set(
  "address article aside br caption dd details div dl dt fieldset figure footer form h1 h2 h3 h4 header hr label legend li main nav ol option p section summary table td th tr ul".split(
    " ",
  ),
);

class Element implements HtmlNode {
  readonly children: (Element | string)[] = [];

  constructor(
    readonly tag: string,
    readonly attributes: Record<string, string>,
    readonly parent?: Element,
  ) {}

  get text(): string {
    return this.rawText().replace(/\s+/g, " ").trim();
  }

  private rawText(): string {
    if (this.tag === "script" || this.tag === "style") return "";
    const inner = this.children
      .map((child) => (typeof child === "string" ? child : child.rawText()))
      .join("");
    return blockTags.has(this.tag) ? ` ${inner} ` : inner;
  }

  attribute(name: string): string | undefined {
    return this.attributes[name];
  }

  all(selector: string): HtmlNode[] {
    const chains = selector.split(",").map((part) => part.trim().split(/\s+/).map(simpleSelector));
    return this.descendants().filter((element) =>
      chains.some((chain) => matchesChain(element, chain)),
    );
  }

  first(selector: string): HtmlNode | undefined {
    return this.all(selector)[0];
  }

  one(selector: string): HtmlNode {
    const [only, ...others] = this.all(selector);
    if (!only || others.length > 0) {
      throw new Error(
        `Expected one "${selector}", found ${only ? others.length + 1 : 0} in: ${this.text.slice(0, 600)}`,
      );
    }
    return only;
  }

  private descendants(): Element[] {
    return this.children.flatMap((child) =>
      typeof child === "string" ? [] : [child, ...child.descendants()],
    );
  }
}

type Simple = (element: Element) => boolean;

function simpleSelector(text: string): Simple {
  const tests: Simple[] = [];
  const pattern =
    /([a-z][a-z0-9]*|\*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]/gy;
  let read = 0;
  for (const [whole, tag, name, id, attribute, value] of text.matchAll(pattern)) {
    read += whole.length;
    if (tag && tag !== "*") tests.push((e) => e.tag === tag);
    if (name) tests.push((e) => (e.attributes.class ?? "").split(/\s+/).includes(name));
    if (id) tests.push((e) => e.attributes.id === id);
    if (attribute) {
      tests.push((e) =>
        value === undefined ? attribute in e.attributes : e.attributes[attribute] === value,
      );
    }
  }
  if (read !== text.length) throw new Error(`This selector is not understood: ${text}`);
  return (element) => tests.every((test) => test(element));
}

function matchesChain(element: Element, chain: Simple[]): boolean {
  const [last, ...outer] = [...chain].reverse();
  if (!last?.(element)) return false;
  let ancestor = element.parent;
  for (const wanted of outer) {
    while (ancestor && !wanted(ancestor)) ancestor = ancestor.parent;
    if (!ancestor) return false;
    ancestor = ancestor.parent;
  }
  return true;
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name] ?? whole;
  });
}

/** Parses a document or a fragment; the node answered stands for the whole of it. */
export function parseHtml(html: string): HtmlNode {
  const root = new Element("#document", {});
  let current = root;
  const token =
    /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi;
  for (let match = token.exec(html); match; match = token.exec(html)) {
    const [whole, closing, opening, rest = ""] = match;
    if (closing) {
      let open: Element | undefined = current;
      while (open && open.tag !== closing.toLowerCase()) open = open.parent;
      if (open?.parent) current = open.parent;
    } else if (opening) {
      const tag = opening.toLowerCase();
      const element = new Element(tag, readAttributes(rest), current);
      current.children.push(element);
      if (rawTags.has(tag)) {
        const end = html.toLowerCase().indexOf(`</${tag}`, token.lastIndex);
        element.children.push(decode(html.slice(token.lastIndex, end < 0 ? undefined : end)));
        token.lastIndex = end < 0 ? html.length : html.indexOf(">", end) + 1;
      } else if (!voidTags.has(tag) && !rest.endsWith("/")) {
        current = element;
      }
    } else if (!whole.startsWith("<!")) {
      current.children.push(decode(whole));
    }
  }
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", double, single, bare] of text.matchAll(
    /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    attributes[name.toLowerCase()] = decode(double ?? single ?? bare ?? "");
  }
  return attributes;
}
