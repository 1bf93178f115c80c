/**
 * Owns how the feed describes itself: its service document, and its model as CSDL.
 * Practice: OData 4.0 in XML, which Power BI and Excel read.
 */
import { feedSets, findFeedSet, rowsLinksOf } from "./feed-model";
import type { FeedLink, FeedRowsLink, FeedSet } from "./feed-shapes";

const namespace = "LineOfSight";

export const serviceDocument = (root: string) => ({
  "@odata.context": `${root}/$metadata`,
  value: feedSets.map(({ name }) => ({ name, kind: "EntitySet", url: name })),
});

const nullable = (may: boolean): string => (may ? "" : ' Nullable="false"');

/** The relation from there, where there is one, is named with it. */
function linkXml(from: FeedSet, link: FeedLink): string {
  const to = findFeedSet(link.to);
  const back = to && rowsLinksOf(to).find(({ name }) => name === from.name);
  const partner = back ? ` Partner="${back.name}"` : "";
  return [
    `<NavigationProperty Name="${link.name}" Type="${namespace}.${to?.entity}"${nullable(link.nullable)}${partner}>`,
    `<ReferentialConstraint Property="${link.by}" ReferencedProperty="${to?.key[0]}"/>`,
    "</NavigationProperty>",
  ].join("");
}

const rowsXml = ({ name, to, partner }: FeedRowsLink): string =>
  `<NavigationProperty Name="${name}" Type="Collection(${namespace}.${findFeedSet(to)?.entity})" Partner="${partner}"/>`;

function entityXml(set: FeedSet): string {
  const { entity, key, properties, links } = set;
  return [
    `<EntityType Name="${entity}">`,
    "<Key>",
    ...key.map((name) => `<PropertyRef Name="${name}"/>`),
    "</Key>",
    ...properties.map(
      ({ name, type, nullable: may }) =>
        `<Property Name="${name}" Type="${type}"${nullable(may)}${type === "Edm.DateTimeOffset" ? ' Precision="3"' : ""}/>`,
    ),
    ...links.map((link) => linkXml(set, link)),
    ...rowsLinksOf(set).map(rowsXml),
    "</EntityType>",
  ].join("");
}

const setXml = (set: FeedSet): string =>
  [
    `<EntitySet Name="${set.name}" EntityType="${namespace}.${set.entity}">`,
    ...[...set.links, ...rowsLinksOf(set)].map(
      ({ name, to }) => `<NavigationPropertyBinding Path="${name}" Target="${to}"/>`,
    ),
    "</EntitySet>",
  ].join("");

export const metadataXml = (): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>',
    `<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="${namespace}">`,
    ...feedSets.map(entityXml),
    '<EntityContainer Name="Figures">',
    ...feedSets.map(setXml),
    "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>",
  ].join("\n");
