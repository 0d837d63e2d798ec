// What a training tells of itself in numbers: the one list that is walked wherever they are stored, drawn or read.
//
// Thread-safe. Invariant: an id is what projects hold, and stays.
#pragma once

#include "core/engine.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tandem {

enum class Metric {
    LossTotal,
    LossSupervisedA,
    LossSupervisedB,
    LossMutualA,
    LossMutualB,
    Ramp,
    LearningRate,
    ATeachesB,
    BTeachesA,
    MeanReliability,
    IterationsPerSecond,
    MemoryBytes,
    ValidationDice,
    FinalDice
};

/// Those of a group have one unit and are drawn in one chart.
enum class MetricGroup { Losses, Teaching, Dice, Ramp, LearningRate, TeachingWeight, Machine };

struct TrainingMetric {
    Metric metric;
    const char* id;
    const char* title;  ///< within its group; a window shows it translated in the context kMetricTexts, as the unit
    const char* unit;
    MetricGroup group;
    double (*of)(const IterationMetrics&);  ///< null for what a validation tells
};

inline constexpr const char* kMetricTexts = "TrainingMetric";

/// All, in the order of Metric.
[[nodiscard]] std::span<const TrainingMetric> trainingMetrics();
[[nodiscard]] const TrainingMetric& trainingMetric(Metric metric);
[[nodiscard]] std::string idOf(Metric metric);
/// "validation-dice-2": of the class with that index, from 1.
[[nodiscard]] std::string idOfClass(Metric metric, std::size_t classIndex);

struct MetricValue {
    std::string id;
    double value = 0;
};

[[nodiscard]] std::vector<MetricValue> valuesOf(const IterationMetrics& metrics);
/// The mean Dice, then those of the classes.
[[nodiscard]] std::vector<MetricValue> valuesOf(const ValidationMetrics& metrics);

}  // namespace tandem
