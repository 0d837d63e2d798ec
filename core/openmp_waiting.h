// How the threads of OpenMP, with which the engine's library computes on the CPU, wait for each other.
//
// By default they spin for milliseconds at the end of each parallel part. On a machine with other work that takes the
// cores from the very threads that are waited for. For a program's main(), before it has threads.
// Invariant: what a person set holds.
#pragma once

namespace tandem {

/// For GNU's runtime: turns of a loop, a small part of a millisecond. For LLVM's: milliseconds.
inline constexpr int kOpenmpSpins = 10'000;
inline constexpr const char* kOpenmpBlockTime = "0";

/// Sets both runtimes' variables, for this process and those that it starts. GNU's reads its own when it is loaded;
/// where that was before main(), the program is started anew in its place, and the call does not return.
/// arguments: those of main().
void waitWithShortSpin(char** arguments);

}  // namespace tandem
