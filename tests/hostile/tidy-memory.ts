/** Asks a Node process for a whole garbage collection, again and again over one connection to its inspector. */
export async function memoryTidier(inspector: string): Promise<{ tidy: () => Promise<void>; close: () => void }> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  let asked = 0;
  const tidy = () =>
    new Promise<void>((resolve) => {
      const id = ++asked;
      const listen = ({ data }: MessageEvent) => {
        if ((JSON.parse(String(data)) as { id?: number }).id !== id) return;
        socket.removeEventListener("message", listen);
        resolve();
      };
      socket.addEventListener("message", listen);
      socket.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    });
  return { tidy, close: () => socket.close() };
}
