export * from './engine/commit.js';
