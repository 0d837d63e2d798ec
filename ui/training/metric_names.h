// The names under which a run's numbers are stored (storage/training/run_recorder.cpp), and the numbers of a report
// under those names. Thread-safe.
//
// Invariant: a point reported while training has the name and value that the project keeps.
#pragma once

#include "core/engine.h"
#include "storage/db/run_record.h"

#include <string>
#include <vector>

namespace tandem::metric {

inline constexpr const char* kLossTotal = "loss-total";
inline constexpr const char* kLossSupervisedA = "loss-supervised-a";
inline constexpr const char* kLossSupervisedB = "loss-supervised-b";
inline constexpr const char* kLossMutualA = "loss-mutual-a";
inline constexpr const char* kLossMutualB = "loss-mutual-b";
inline constexpr const char* kRamp = "ramp";
inline constexpr const char* kLearningRate = "learning-rate";
inline constexpr const char* kATeachesB = "fraction-a-teaches-b";
inline constexpr const char* kBTeachesA = "fraction-b-teaches-a";
inline constexpr const char* kMeanReliability = "mean-reliability";
inline constexpr const char* kIterationsPerSecond = "iterations-per-second";
inline constexpr const char* kMemoryBytes = "memory-bytes";
inline constexpr const char* kValidationDice = "validation-dice";
inline constexpr const char* kFinalDice = "final-dice";

/// "validation-dice-2": of the class with that index, from 1.
[[nodiscard]] std::string ofClass(const char* name, std::size_t classIndex);

[[nodiscard]] std::vector<MetricPoint> pointsOf(std::int64_t runId, const IterationMetrics& metrics);
[[nodiscard]] std::vector<MetricPoint> pointsOf(std::int64_t runId, const ValidationMetrics& metrics);

}  // namespace tandem::metric
