/**
 * Owns how the feed describes itself: its service document, and its model as CSDL.
 * Practice: OData 4.0 in XML, which Power BI and Excel read.
 */
import { type FeedLink, type FeedSet, feedSets, findFeedSet } from "./feed-model";

const namespace = "LineOfSight";

export const serviceDocument = (root: string) => ({
  "@odata.context": `${root}/$metadata`,
  value: feedSets.map(({ name }) => ({ name, kind: "EntitySet", url: name })),
});

const nullable = (may: boolean): string => (may ? "" : ' Nullable="false"');

function linkXml(link: FeedLink): string {
  const to = findFeedSet(link.to);
  return [
    `<NavigationProperty Name="${link.name}" Type="${namespace}.${to?.entity}"${nullable(link.nullable)}>`,
    `<ReferentialConstraint Property="${link.by}" ReferencedProperty="${to?.key[0]}"/>`,
    "</NavigationProperty>",
  ].join("");
}

function entityXml({ entity, key, properties, links }: FeedSet): string {
  return [
    `<EntityType Name="${entity}">`,
    "<Key>",
    ...key.map((name) => `<PropertyRef Name="${name}"/>`),
    "</Key>",
    ...properties.map(
      ({ name, type, nullable: may }) =>
        `<Property Name="${name}" Type="${type}"${nullable(may)}${type === "Edm.DateTimeOffset" ? ' Precision="3"' : ""}/>`,
    ),
    ...links.map(linkXml),
    "</EntityType>",
  ].join("");
}

const setXml = ({ name, entity, links }: FeedSet): string =>
  [
    `<EntitySet Name="${name}" EntityType="${namespace}.${entity}">`,
    ...links.map((link) => `<NavigationPropertyBinding Path="${link.name}" Target="${link.to}"/>`),
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
