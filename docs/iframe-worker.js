// A page that was opened as a file may start no worker. Its search then runs in a hidden frame that stands for one;
// what is sent to and fro is copied, as between a page and its worker.
if (location.protocol === "file:") {
  window.Worker = class {
    constructor(address) {
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "Search"
      frame.answer = (data) => this.onmessage(new MessageEvent("message", { data: structuredClone(data) }))
      frame.srcdoc = `<!doctype html><title>Search</title>
        <script>window.postMessage = (data) => frameElement.answer(data)<\/script>
        <script src="${new URL(address, location)}"><\/script>`
      this.ready = new Promise((resolve) => frame.addEventListener("load", () => resolve(frame.contentWindow)))
      document.documentElement.append(frame)
    }

    async postMessage(data) {
      const window = await this.ready
      window.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }))
    }

    terminate() {}
  }
}
