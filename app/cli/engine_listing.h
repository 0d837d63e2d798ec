// What is told of cards and of the engines that were built, by the commands doctor and engine.
#pragma once

#include "app/cli/command_line.h"
#include "core/engines/built_engines.h"

#include <nlohmann/json_fwd.hpp>

namespace tandem::cli {

/// Says and returns the cards that were found.
nlohmann::ordered_json listCards(const CommandLine& line);
/// Says and returns the engines that were built, and which one programs open.
nlohmann::ordered_json listEngines(const CommandLine& line);

[[nodiscard]] nlohmann::ordered_json jsonOf(const BuiltEngine& engine, bool isChosen);

}  // namespace tandem::cli
