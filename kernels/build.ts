/** Compiles the kernels in AssemblyScript to the .wasm files beside this one. */

const COMPILER = "npm:assemblyscript@0.28.20/asc";

/** The kernels, and what each needs of WebAssembly. */
export const KERNEL_FEATURES = {
  distance_tables: "simd",
  elementary: "simd,relaxed-simd",
  exceedance: "simd,relaxed-simd",
  fields: "simd,relaxed-simd",
  mesh_distances: "simd",
  polygon_distances: "simd",
  random: "simd",
  row_products: "simd,relaxed-simd",
} as const;

export type KernelName = keyof typeof KERNEL_FEATURES;

/** Compiles a kernel to the file `target`. @throws Error with what the compiler says */
export async function compileKernel(name: KernelName, target: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", COMPILER, `kernels/assembly/${name}.ts`, "--outFile", target],
      ...["-O3", "--runtime", "stub", "--noAssert", "--enable", KERNEL_FEATURES[name]],
    ],
    cwd: new URL("..", import.meta.url).pathname,
  }).output();
  if (!success) throw new Error(`kernels/assembly/${name}.ts: ${new TextDecoder().decode(stderr)}`);
}

if (import.meta.main) {
  for (const name of Object.keys(KERNEL_FEATURES) as KernelName[]) {
    await compileKernel(name, `kernels/${name}.wasm`);
  }
}
