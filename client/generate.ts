/** Writes the types of the endpoints (`api.ts`) from the server's own description of its API, an OpenAPI document. */

/** As much of an OpenAPI 3.1 document as is read. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly explode?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
}

const FORM = "multipart/form-data", JSON_TYPE = "application/json";
const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

/** The text of the module, not yet formatted; what several servers have between them are all endpoints. */
export function apiModule(documents: readonly ApiDocument[]): string {
  const schemas = Object.assign({}, ...documents.map(({ components }) => components.schemas));
  const paths: ApiDocument["paths"] = Object.assign({}, ...documents.map(({ paths }) => paths));
  const shapes = Object.entries<Schema>(schemas).sort(byName)
    .map(([name, schema]) => `export interface ${name} ${typeText(schema)}`);
  const endpoints = Object.entries(paths).sort(byName).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => endpointText(method, path, operation))
  );
  return [
    "/**",
    " * The endpoints of the API: what they take and what they answer, a Response where that is no JSON.",
    " * Written by `deno task client` from what the server says of itself at /openapi.json.",
    " */",
    "",
    ...shapes.flatMap((shape) => [shape, ""]),
    "export interface Api {",
    ...endpoints,
    "}",
    "",
  ].join("\n");
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function endpointText(method: string, path: string, operation: Operation): string {
  const { summary, parameters = [], requestBody, responses } = operation;
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const free = parameters.find(({ schema, explode }) => explode && schema.type === "object");
  const query = free ? typeText(free.schema) : fieldsText(of("query"));
  const form = requestBody?.content[FORM]?.schema, json = requestBody?.content[JSON_TYPE]?.schema;
  const answer = responses[200]?.content?.[JSON_TYPE]?.schema;
  const members = [
    ...of("path").length > 0 ? [`path: ${fieldsText(of("path"))}`] : [],
    ...of("query").length > 0
      ? [`query${of("query").some(({ required }) => required) ? "" : "?"}: ${query}`]
      : [],
    ...form ? [`form${isOptional(form) ? "?" : ""}: ${typeText(form)}`] : [],
    ...json ? [`json${isOptional(json) ? "?" : ""}: ${typeText(json)}`] : [],
    `answer: ${answer ? typeText(answer) : "Response"}`,
  ];
  return `/** ${summary} */\n"${method.toUpperCase()} ${path}": { ${members.join("; ")} };`;
}

function fieldsText(parameters: NonNullable<Operation["parameters"]>): string {
  const fields = parameters.map(({ name, required, schema }) => fieldText(name, schema, required ?? false));
  return `{ ${fields.join(";\n")} }`;
}

/** Whether a request may do without a content. */
function isOptional({ required = [] }: Schema): boolean {
  return required.length === 0;
}

function fieldText(name: string, schema: Schema, isRequired: boolean): string {
  const note = schema.description ? `/** ${schema.description} */\n` : "";
  return `${note}${/^\w+$/.test(name) ? name : JSON.stringify(name)}${isRequired ? "" : "?"}: ${
    typeText(schema)
  }`;
}

/** A schema as a type; what may have several types is in brackets. */
function typeText(schema: Schema): string {
  const { $ref, type, format, items, properties, required = [], additionalProperties } = schema;
  if ($ref) return $ref.split("/").at(-1)!;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return alternatives(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.anyOf) return alternatives(schema.anyOf.map(typeText));
  if (Array.isArray(type)) return alternatives(type.map((each) => typeText({ ...schema, type: each })));
  if (type === "array") {
    return `readonly ${items?.type === "array" ? `(${typeText(items)})` : typeText(items ?? {})}[]`;
  }
  if (format === "binary") return "Blob";
  if (properties) {
    const fields = Object.entries(properties)
      .map(([name, field]) => fieldText(name, field, required.includes(name)));
    return `{ ${fields.join(";\n")} }`;
  }
  if (type === "object") {
    const isOpen = typeof additionalProperties !== "object" || Object.keys(additionalProperties).length === 0;
    return `{ [name: string]: ${isOpen ? "unknown" : typeText(additionalProperties as Schema)} }`;
  }
  return PRIMITIVES[type as string] ?? "unknown";
}

function alternatives(types: readonly string[]): string {
  return types.length === 1 ? types[0] : `(${[...new Set(types)].join(" | ")})`;
}
