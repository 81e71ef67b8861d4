import './token-overlay.css';
import { TokenOverlay } from './token-overlay.js';

/** Shows on a diagram where an instance is and has been: `tokenOverlay.show(path)`. */
export const tokenOverlayModule = {
  __init__: ['tokenOverlay'],
  tokenOverlay: ['type', TokenOverlay],
};
