// What a person sees in the terminal while trust is learnt.
#pragma once

#include "app/cli/command_line.h"
#include "storage/reliability/trust_learning.h"

#include <functional>

namespace tandem::cli {

/// Learns with a line of progress for each step. Used by trust and the demo. As learnTrust().
RunTrust learnWithProgress(const CommandLine& line, const Project& project,
                           const std::function<const Engine&()>& engine, const TrustRequest& request);

}  // namespace tandem::cli
