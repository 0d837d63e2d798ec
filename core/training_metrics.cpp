#include "core/training_metrics.h"

#include <array>

// By this lupdate finds what a window shows translated (ui/theme/CMakeLists.txt).
#define QT_TRANSLATE_NOOP(context, text) text

namespace tandem {
namespace {

using enum MetricGroup;
using I = IterationMetrics;

constexpr const char* kLoss = QT_TRANSLATE_NOOP("TrainingMetric", "loss");
constexpr const char* kFraction = QT_TRANSLATE_NOOP("TrainingMetric", "fraction of the batch's voxels");
constexpr const char* kDice = QT_TRANSLATE_NOOP("TrainingMetric", "Dice, 0 to 1");

constexpr std::array<TrainingMetric, 14> kMetrics{{
    {Metric::LossTotal, "loss-total", QT_TRANSLATE_NOOP("TrainingMetric", "total"), kLoss, Losses,
     [](const I& i) { return i.lossTotal; }},
    {Metric::LossSupervisedA, "loss-supervised-a", QT_TRANSLATE_NOOP("TrainingMetric", "supervised A"), kLoss, Losses,
     [](const I& i) { return i.lossSupervisedA; }},
    {Metric::LossSupervisedB, "loss-supervised-b", QT_TRANSLATE_NOOP("TrainingMetric", "supervised B"), kLoss, Losses,
     [](const I& i) { return i.lossSupervisedB; }},
    {Metric::LossMutualA, "loss-mutual-a", QT_TRANSLATE_NOOP("TrainingMetric", "mutual A"), kLoss, Losses,
     [](const I& i) { return i.lossMutualA; }},
    {Metric::LossMutualB, "loss-mutual-b", QT_TRANSLATE_NOOP("TrainingMetric", "mutual B"), kLoss, Losses,
     [](const I& i) { return i.lossMutualB; }},
    {Metric::Ramp, "ramp", QT_TRANSLATE_NOOP("TrainingMetric", "ramp"), QT_TRANSLATE_NOOP("TrainingMetric", "weight"),
     Ramp, [](const I& i) { return i.ramp; }},
    {Metric::LearningRate, "learning-rate", QT_TRANSLATE_NOOP("TrainingMetric", "learning rate"),
     QT_TRANSLATE_NOOP("TrainingMetric", "learning rate"), LearningRate, [](const I& i) { return i.learningRate; }},
    {Metric::ATeachesB, "fraction-a-teaches-b", QT_TRANSLATE_NOOP("TrainingMetric", "A teaches B"), kFraction, Teaching,
     [](const I& i) { return i.fractionATeachesB; }},
    {Metric::BTeachesA, "fraction-b-teaches-a", QT_TRANSLATE_NOOP("TrainingMetric", "B teaches A"), kFraction, Teaching,
     [](const I& i) { return i.fractionBTeachesA; }},
    {Metric::MeanReliability, "mean-reliability", QT_TRANSLATE_NOOP("TrainingMetric", "teaching weight"),
     QT_TRANSLATE_NOOP("TrainingMetric", "teaching weight, 0 to 1"), TeachingWeight,
     [](const I& i) { return i.meanReliability; }},
    {Metric::IterationsPerSecond, "iterations-per-second", QT_TRANSLATE_NOOP("TrainingMetric", "Iterations per second"),
     "1/s", Machine, [](const I& i) { return i.iterationsPerSecond; }},
    {Metric::MemoryBytes, "memory-bytes", QT_TRANSLATE_NOOP("TrainingMetric", "Memory"), "bytes", Machine,
     [](const I& i) { return static_cast<double>(i.memoryBytes); }},
    {Metric::ValidationDice, "validation-dice", QT_TRANSLATE_NOOP("TrainingMetric", "mean"), kDice, Dice, nullptr},
    {Metric::FinalDice, "final-dice", QT_TRANSLATE_NOOP("TrainingMetric", "with the test stride"), kDice, Dice,
     nullptr},
}};

constexpr bool isInOrder() {
    for (std::size_t index = 0; index < kMetrics.size(); ++index) {
        if (kMetrics[index].metric != static_cast<Metric>(index)) {
            return false;
        }
    }
    return true;
}
static_assert(isInOrder());

}  // namespace

std::span<const TrainingMetric> trainingMetrics() {
    return kMetrics;
}

const TrainingMetric& trainingMetric(Metric metric) {
    return kMetrics.at(static_cast<std::size_t>(metric));
}

std::string idOf(Metric metric) {
    return trainingMetric(metric).id;
}

std::string idOfClass(Metric metric, std::size_t classIndex) {
    return idOf(metric) + "-" + std::to_string(classIndex);
}

std::vector<MetricValue> valuesOf(const IterationMetrics& metrics) {
    std::vector<MetricValue> values;
    for (const TrainingMetric& one : kMetrics) {
        if (one.of != nullptr) {
            values.push_back({one.id, one.of(metrics)});
        }
    }
    return values;
}

std::vector<MetricValue> valuesOf(const ValidationMetrics& metrics) {
    const Metric dice = metrics.fullProtocol ? Metric::FinalDice : Metric::ValidationDice;
    std::vector<MetricValue> values{{idOf(dice), metrics.meanDice}};
    for (std::size_t index = 0; index < metrics.dicePerClass.size(); ++index) {
        values.push_back({idOfClass(dice, index + 1), metrics.dicePerClass[index]});
    }
    return values;
}

}  // namespace tandem
