/** First in, first out; taking from the front costs the same however long it is. */
export class Fifo<T> {
  #items: T[] = [];
  #head = 0;

  push(item: T): void {
    this.#items.push(item);
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  take(): T | undefined {
    const item = this.#items[this.#head];
    this.#head += 1;
    if (this.#head >= this.#items.length && this.#items.length > 0) this.#items = [];
    if (this.#items.length === 0) this.#head = 0;
    return item;
  }

  /** Drops what `wanted` does not hold for. */
  keep(wanted: (item: T) => boolean): void {
    this.#items = this.#items.slice(this.#head).filter(wanted);
    this.#head = 0;
  }
}
