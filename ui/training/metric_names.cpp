#include "ui/training/metric_names.h"

#include <utility>

namespace tandem::metric {

std::string ofClass(const char* name, std::size_t classIndex) {
    return name + ("-" + std::to_string(classIndex));
}

std::vector<MetricPoint> pointsOf(std::int64_t runId, const IterationMetrics& metrics) {
    const std::pair<const char*, double> values[]{{kLossTotal, metrics.lossTotal},
                                                  {kLossSupervisedA, metrics.lossSupervisedA},
                                                  {kLossSupervisedB, metrics.lossSupervisedB},
                                                  {kLossMutualA, metrics.lossMutualA},
                                                  {kLossMutualB, metrics.lossMutualB},
                                                  {kRamp, metrics.ramp},
                                                  {kLearningRate, metrics.learningRate},
                                                  {kATeachesB, metrics.fractionATeachesB},
                                                  {kBTeachesA, metrics.fractionBTeachesA},
                                                  {kMeanReliability, metrics.meanReliability},
                                                  {kIterationsPerSecond, metrics.iterationsPerSecond},
                                                  {kMemoryBytes, static_cast<double>(metrics.memoryBytes)}};
    std::vector<MetricPoint> points;
    for (const auto& [name, value] : values) {
        points.push_back({runId, metrics.iteration, name, value});
    }
    return points;
}

std::vector<MetricPoint> pointsOf(std::int64_t runId, const ValidationMetrics& metrics) {
    const char* const name = metrics.fullProtocol ? kFinalDice : kValidationDice;
    std::vector<MetricPoint> points{{runId, metrics.iteration, name, metrics.meanDice}};
    for (std::size_t index = 0; index < metrics.dicePerClass.size(); ++index) {
        points.push_back({runId, metrics.iteration, ofClass(name, index + 1), metrics.dicePerClass[index]});
    }
    return points;
}

}  // namespace tandem::metric
