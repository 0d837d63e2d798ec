// A simulation as a picture in a file: the curves against what was looked at, and beside them against what was changed.
//
// For any thread, while a graphics session lives (ui/picture/graphics_session.h). Invariant: the file appears whole or
// not at all.
#pragma once

#include <filesystem>

namespace tandem {

struct Simulation;

/// Throws Error (Io).
void writeSimulationPng(const Simulation& simulation, const std::filesystem::path& file);

}  // namespace tandem
