import { tidiedUp } from '../interruption.js';
import type { Sitting } from '../workloads/workload.js';
import { Product } from './product.js';

/** Runs work with a product of the sources in `root`; it is stopped and its data removed however the work ends. */
export const withProductIn =
  (root: string, say: (text: string) => void): Sitting['withProduct'] =>
  async (how, work) => {
    const product = await Product.prepare(root);
    return tidiedUp(
      () => product.discard(),
      async () => {
        if (how === 'started') {
          say('starting the product on an empty data folder');
          await product.start();
        }
        return work(product);
      },
    );
  };
