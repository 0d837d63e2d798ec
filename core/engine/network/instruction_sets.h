// Compiles a function for several instruction sets; the best that the processor has is taken when the program starts.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define TANDEM_FOR_EACH_INSTRUCTION_SET [[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]]
#else
#define TANDEM_FOR_EACH_INSTRUCTION_SET
#endif
