/** Types of HDF5 elements, named by NumPy's letters, and how h5wasm describes them. */
import type { CompoundMember, Metadata } from "h5wasm/node";

/**
 * "i1".."i8", "u1".."u8", "f4", "f8" numbers · "b1" booleans · "S10" bytes of fixed length ·
 * "str" UTF-8 text of any length · "ragged f4" rows of numbers of any length
 */
export type ScalarType = string;

/** A member of a compound type as it lies in memory. */
export interface Member {
  readonly name: string;
  readonly type: ScalarType;
  /** bytes from the start of the record */
  readonly offset: number;
  /** bytes, of all elements if it is an array */
  readonly size: number;
  /** shape of an array member, [] otherwise */
  readonly shape: readonly number[];
}

/** A scalar type or a compound one; `size` is that of an element in memory, in bytes. */
export type ElementType =
  | { readonly kind: "scalar"; readonly type: ScalarType; readonly size: number }
  | { readonly kind: "compound"; readonly members: readonly Member[]; readonly size: number };

/** Codes of H5T_class_t. */
const INTEGER = 0, FLOAT = 1, STRING = 3, OPAQUE = 5, COMPOUND = 6, ENUM = 8, VLEN = 9, ARRAY = 10;
/** Pointer to a text in the memory of WebAssembly. */
const POINTER_BYTES = 4;

/** What h5wasm says about the type of a dataset or attribute. */
export function elementType(metadata: Metadata): ElementType {
  if (metadata.type !== COMPOUND) return { kind: "scalar", type: scalarType(metadata), size: metadata.size };
  const members = metadata.compound_type!.members.map((member): Member => {
    const isArray = member.type === ARRAY;
    const { name, offset, size } = member;
    const type = scalarType(isArray ? member.array_type! : member);
    return { name, type, offset, size, shape: isArray ? member.array_type!.shape ?? [] : [] };
  });
  return { kind: "compound", members, size: metadata.size };
}

function scalarType({ type, size, signed, vlen, vlen_type }: Metadata): ScalarType {
  switch (type) {
    case INTEGER:
      return `${signed ? "i" : "u"}${size}`;
    case FLOAT:
      return `f${size}`;
    case STRING:
      return vlen ? "str" : `S${size}`;
    case OPAQUE:
      return `S${size}`;
    case ENUM:
      return "b1";
    case VLEN:
      return `ragged ${scalarType(vlen_type!)}`;
    default:
      throw new TypeError(`HDF5 type class ${type} is not used in datastores`);
  }
}

/** Description for h5wasm of a type that it can create: numbers, fixed bytes and text. */
export function scalarMetadata(type: ScalarType): Metadata {
  const base = { littleEndian: true, vlen: false, shape: [], maxshape: null, chunks: null, total_size: 0 };
  if (type === "str") {
    return { ...base, type: STRING, size: POINTER_BYTES, vlen: true, cset: 1, signed: false };
  }
  const size = Number(type.slice(1));
  switch (type[0]) {
    case "S":
      return { ...base, type: STRING, size, cset: 0, signed: false };
    case "f":
      return { ...base, type: FLOAT, size, signed: true };
    case "i":
    case "u":
      return { ...base, type: INTEGER, size, signed: type[0] === "i" };
    default:
      throw new TypeError(`a dataset of type ${type} needs the template`);
  }
}

/** Description of a packed compound type. */
export function compoundMetadata(
  fields: readonly (readonly [name: string, type: ScalarType, ...unknown[]])[],
): Metadata {
  let offset = 0;
  const members = fields.map(([name, type]): CompoundMember => {
    const member = { ...scalarMetadata(type), name, offset };
    offset += member.size;
    return member;
  });
  const compound_type = { members, nmembers: members.length };
  return { ...scalarMetadata("u1"), type: COMPOUND, size: offset, compound_type };
}
