// A page that was opened as a file may start no worker. Its search then runs in a hidden frame that stands for one.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "Search"
      this.ready = new Promise((resolve) => frame.addEventListener("load", () => resolve(frame.contentWindow)))
      frame.srcdoc = `<!doctype html><title>Search</title><script>
        window.postMessage = (data) => parent.__answers.get(window.frameElement)(data)
        window.importScripts = (...addresses) => addresses.forEach((address) =>
          document.write('<script src="' + address + '"><\\/script>'))
      <\/script><script src="${new URL(url, location)}"><\/script>`
      window.__answers ??= new Map()
      window.__answers.set(frame, (data) => this.dispatch(data))
      document.documentElement.append(frame)
    }

    dispatch(data) {
      const event = new MessageEvent("message", { data })
      this.dispatchEvent(event)
      this.onmessage?.(event)
    }

    async postMessage(data) {
      (await this.ready).dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {}
  }
}
