// CloudFormation templates, as far as ours use the language: parameters, Ref, Fn::GetAtt and Fn::Join.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { partitionOf } from "../../src/backup/arn.ts";
import type { Place } from "../settings.ts";

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  /** Of the file. */
  readonly name: string;
  readonly place: Place;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** What a resource is once it is there: what `Ref` gives, and its attributes. */
export interface Made {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface TemplateFile {
  readonly Metadata?: { readonly Stillpoint?: Place };
  readonly Resources: Readonly<Record<string, Resource>>;
}

const folder = fileURLToPath(new URL("../../infra/templates/", import.meta.url));

/** A rule takes a role that is there, and a topic is there before it is heard. */
const order = ["stillpoint-hub", "stillpoint-access", "stillpoint-member", "stillpoint-feeds"];

/** The templates that are kept beside the code: a test holds that they are what infra makes. */
export const readTemplates = (): readonly Template[] => {
  const rank = (name: string) => order.findIndex((prefix) => name.startsWith(prefix));
  return readdirSync(folder)
    .map((file): Template => {
      const { Metadata, Resources } = JSON.parse(readFileSync(`${folder}${file}`, "utf8")) as TemplateFile;
      const place = Metadata?.Stillpoint;
      if (place === undefined) throw new Error(`${file} does not say which account and Region it is for`);
      return { name: file.replace(/\.json$/, ""), place, resources: Resources };
    })
    .sort((left, right) => rank(left.name) - rank(right.name) || (left.name < right.name ? -1 : 1));
};

/** Values with every function of the template worked out. What is not made yet, or not known, is a bug. */
export const resolver = (
  { name, place }: Template,
  made: ReadonlyMap<string, Made>,
): (<Value>(value: Value) => Value) => {
  const pseudo: Readonly<Record<string, string>> = {
    "AWS::Partition": partitionOf(place.region),
    "AWS::Region": place.region,
    "AWS::AccountId": place.account,
    "AWS::URLSuffix": "amazonaws.com",
    // Nothing is fetched from there: the functions run from their sources, or from bundles on this machine.
    CodeBucket: "sandbox",
    CodePrefix: "",
  };

  const refOf = (id: string): string => {
    const value = pseudo[id] ?? made.get(id)?.ref;
    if (value === undefined) throw new Error(`${name} refers to ${id}, which is not made`);
    return value;
  };

  const attributeOf = (id: string, attribute: string): string => {
    const value = made.get(id)?.attributes?.[attribute];
    if (value === undefined) throw new Error(`${name} asks for ${attribute} of ${id}, which is not known`);
    return value;
  };

  const worked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(worked);
    if (typeof value !== "object" || value === null) return value;
    const [[key, inner] = ["", undefined], ...others] = Object.entries(value);
    if (others.length === 0) {
      if (key === "Ref") return refOf(String(inner));
      if (key === "Fn::GetAtt") {
        const [id, attribute] = inner as readonly [string, string];
        return attributeOf(id, attribute);
      }
      if (key === "Fn::Join") {
        const [separator, parts] = inner as readonly [string, readonly unknown[]];
        return parts.map(worked).join(separator);
      }
      if (key.startsWith("Fn::")) throw new Error(`${name} uses ${key}, which the sandbox does not know`);
    }
    return Object.fromEntries(Object.entries(value).map(([member, content]) => [member, worked(content)]));
  };

  return <Value>(value: Value) => worked(value) as Value;
};
