// The commands of tandem-worker, one file each.
//
// A command is given what follows its name, blocks, and returns what the program exits with. It throws UsageError
// (app/worker/options.h) for what its command line rules out, and Error for what fails; main() tells both.
#pragma once

#include <span>
#include <stop_token>
#include <string>

namespace tandem::worker {

/// What the program exits with.
inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;
inline constexpr int kUsage = 2;
inline constexpr int kStopped = 3;  ///< asked to stop; starting the same command again goes on

using Arguments = std::span<const std::string>;

int runTrain(Arguments arguments, const std::stop_token& stop);
int runPredict(Arguments arguments, const std::stop_token& stop);
int runCheck(Arguments arguments, const std::stop_token& stop);
int runBench(Arguments arguments, const std::stop_token& stop);

/// What --help of a command prints below its usage line.
[[nodiscard]] std::string trainHelp();
[[nodiscard]] std::string predictHelp();
[[nodiscard]] std::string checkHelp();
[[nodiscard]] std::string benchHelp();

}  // namespace tandem::worker
