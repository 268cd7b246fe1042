/** What a process holds once its garbage is collected, in megabytes: of JavaScript's own, and beside it in buffers. */
export type Held = { heap: number; external: number };

type MemoryTidier = { tidy: () => Promise<Held>; close: () => void };

/** Asks a Node process for a whole garbage collection, again and again over one connection to its inspector. */
export async function memoryTidier(inspector: string): Promise<MemoryTidier> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  let asked = 0;
  const ask = (method: string, params = {}) =>
    new Promise<{ result?: { value?: NodeJS.MemoryUsage } }>((resolve) => {
      const id = ++asked;
      const listen = ({ data }: MessageEvent) => {
        const said = JSON.parse(String(data)) as { id?: number; result: { result?: { value?: NodeJS.MemoryUsage } } };
        if (said.id !== id) return;
        socket.removeEventListener("message", listen);
        resolve(said.result);
      };
      socket.addEventListener("message", listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  const tidy = async () => {
    await ask("HeapProfiler.collectGarbage");
    const { result } = await ask("Runtime.evaluate", { expression: "process.memoryUsage()", returnByValue: true });
    const { heapUsed, external } = result!.value!;
    return { heap: heapUsed / 2 ** 20, external: external / 2 ** 20 };
  };
  return { tidy, close: () => socket.close() };
}
