/**
 * Version of the kernel's rules. Every stored step names the one that took it and is replayed by its rules alone. It is
 * raised by a change that lets the same inputs lead to other effects, keys or journal entries.
 */
export const KERNEL_VERSION = 2;
