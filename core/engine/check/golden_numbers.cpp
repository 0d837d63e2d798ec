#include "core/engine/check/golden_numbers.h"

#include "core/base/error.h"
#include "core/engine/devices/thread_count.h"
#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"
#include "core/engine/method/step_numbers.h"
#include "core/engine/method/training_method.h"
#include "core/engine/network/weights.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "core/engine/prediction/sliding_window.h"
#include "core/volume/unknown_class.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tandem {
namespace {

using Outputs = std::map<std::string, torch::Tensor>;

constexpr const char* kWeights = "vnet_f2_weights.safetensors";

/// A golden file, its tensors on the device.
TensorFile goldenTensors(const GoldenCheck& check, const std::string& name) {
    TensorFile file = readSafetensors(check.folder / (name + ".safetensors"));
    for (auto& [key, tensor] : file.tensors) {
        tensor = tensor.to(check.device);
    }
    return file;
}

double toleranceOn(const c10::Device& device, double onCpu) {
    return device.is_cpu() ? onCpu : std::max(onCpu, kDeviceTolerance);
}

/// Gathers rows whose names begin alike.
class Comparison {
public:
    Comparison(const c10::Device& device, std::string title) : m_device(device), m_title(std::move(title)) {}

    void add(const std::string& name, double error, double tolerance) {
        m_rows.push_back({.group = m_title, .name = name, .error = error, .tolerance = tolerance});
    }
    /// tolerance: on the CPU.
    void compare(const std::string& name, const torch::Tensor& actual, const torch::Tensor& expected,
                 double tolerance) {
        add(name, distance(actual, expected), toleranceOn(m_device, tolerance));
    }
    /// A selection is discontinuous: on another device than the CPU single voxels may fall on the other side.
    void compareMask(const std::string& name, const torch::Tensor& actual, const torch::Tensor& expected) {
        constexpr double kShareThatMayFlip = 1e-3;
        if (m_device.is_cpu()) {
            compare(name, actual, expected, 0);
        } else {
            const double share = actual.ne(expected).to(torch::kFloat64).mean().item<double>();
            add(name, share, kShareThatMayFlip);
        }
    }

    [[nodiscard]] CheckRows rows() && { return std::move(m_rows); }

private:
    c10::Device m_device;
    std::string m_title;
    CheckRows m_rows;
};

std::string titleOf(const NetworkWay& way) {
    return std::string(way.isLiteral ? "literal layers" : "fused layers") +
           (way.hasGradients ? "" : " without gradients");
}

MutualVNet goldenNetwork(const GoldenCheck& check, const NetworkSettings& settings) {
    MutualVNet network(settings);
    loadWeights(network, check.folder / kWeights);
    network->to(check.device);
    return network;
}

/// By the golden file's names.
Outputs outputsOf(MutualVNet& network, const torch::Tensor& input) {
    const auto [a, b] = network->forward(input);
    const std::string mode = network->is_training() ? "train_" : "eval_";
    return {{mode + "logits_a", a.logits},
            {mode + "logits_b", b.logits},
            {mode + "features_a", a.features},
            {mode + "features_b", b.features}};
}

Outputs trainingOutputs(const GoldenCheck& check, const NetworkWay& way, const torch::Tensor& input,
                        torch::ScalarType type) {
    MutualVNet network = goldenNetwork(check, {.filters = 2, .dropout = 0, .isLiteral = way.isLiteral});
    network->train();
    network->to(type);
    return outputsOf(network, input.to(type));
}

}  // namespace

CheckRows goldenLoss(const GoldenCheck& check, const std::string& name, Precision precision, bool isChannelsLast) {
    const TensorFile golden = goldenTensors(check, "mutual_" + name);
    const auto input = [&](const char* key) {
        const torch::Tensor& plain = golden.tensors.at(key);
        const auto layout = isChannelsLast ? torch::MemoryFormat::ChannelsLast3d : torch::MemoryFormat::Contiguous;
        return plain.contiguous(layout).clone(layout).requires_grad_();
    };
    const torch::AutoGradMode withGradients(true);
    const torch::Tensor logitsA = input("logits_a");
    const torch::Tensor logitsB = input("logits_b");
    const torch::Tensor featuresA = input("features_a");
    const torch::Tensor featuresB = input("features_b");

    const AutocastGuard autocast(check.device, precision);
    const MutualTerms terms = mutualTerms({{{logitsA, featuresA}, {logitsB, featuresB}}});
    const std::int64_t labelled = std::stoll(golden.metadata.at("labelled"));
    const torch::Tensor labels = golden.tensors.at("labels").narrow(0, 0, labelled);
    const bool hasUnknown = labels.eq(kUnknownClass).any().item<bool>();
    const torch::Tensor dice =
        diceLoss(terms.probabilities[0].narrow(0, 0, labelled), labels, hasUnknown) +
        diceLoss(terms.probabilities[1].narrow(0, 0, labelled), labels.to(torch::kUInt8), hasUnknown);
    const torch::Tensor mutual = terms.ofStudent[0].loss + terms.ofStudent[1].loss;
    const torch::Tensor total =
        std::stod(golden.metadata.at("supervised_weight")) * dice + std::stod(golden.metadata.at("ramp")) * mutual;
    total.backward();

    Comparison comparison(check.device, "loss " + name + (isChannelsLast ? ", channels last" : "") +
                                            (precision == Precision::BFloat16 ? ", under autocast" : ""));
    const std::array<std::string, 2> letters{"a", "b"};
    for (std::size_t student = 0; student < 2; ++student) {
        const MutualDirection& direction = terms.ofStudent[student];
        const auto expected = [&](const std::string& key) { return golden.tensors.at(key + letters[student]); };
        const std::string of = " of " + letters[student];
        comparison.compare("entropy" + of, terms.entropies[student], expected("entropy_"), 1e-5);
        const torch::Tensor mask = expected("mask_student_");
        comparison.compareMask("mask" + of, direction.mask, mask);
        comparison.compare("similarity" + of, direction.similarity, expected("similarity_teacher_of_"), 1e-5);
        // Where a voxel is taught on both sides, so that a mask that flipped is told once.
        const torch::Tensor agrees = direction.mask.eq(mask);
        comparison.compare("weight" + of, direction.weight * agrees, expected("weight_student_") * agrees, 1e-5);
        comparison.compare("loss" + of, direction.loss, expected("loss_student_"), 1e-5);
        comparison.compare("fraction" + of, direction.fraction.to(torch::kFloat64), mask.to(torch::kFloat64).mean(),
                           1e-6);
    }
    comparison.compare("mutual loss", mutual, golden.tensors.at("loss_mutual"), 1e-5);
    comparison.compare("Dice loss", dice, golden.tensors.at("loss_dice"), 1e-5);
    comparison.compare("total loss", total, golden.tensors.at("loss_total"), 1e-5);
    comparison.compare("gradient of a", logitsA.grad(), golden.tensors.at("grad_logits_a"), 1e-5);
    comparison.compare("gradient of b", logitsB.grad(), golden.tensors.at("grad_logits_b"), 1e-5);
    // Gradients of single voxels are small, so they are also compared by their scale.
    const double scale = golden.tensors.at("grad_logits_a").abs().max().item<double>();
    comparison.compare("gradient of a by its scale", logitsA.grad() / scale, golden.tensors.at("grad_logits_a") / scale,
                       1e-4);
    comparison.add("features that are a path of the gradient",
                   static_cast<double>(featuresA.grad().defined()) + static_cast<double>(featuresB.grad().defined()),
                   0);
    return std::move(comparison).rows();
}

CheckRows goldenEvaluation(const GoldenCheck& check, const NetworkWay& way) {
    const torch::AutoGradMode gradients(way.hasGradients);
    const auto golden = goldenTensors(check, "vnet_f2_forward").tensors;
    MutualVNet network = goldenNetwork(check, {.filters = 2, .dropout = 0, .isLiteral = way.isLiteral});
    network->eval();
    Comparison comparison(check.device, "network, " + titleOf(way));
    for (const auto& [name, output] : outputsOf(network, golden.at("input"))) {
        comparison.compare(name, output, golden.at(name), 1e-5);
        comparison.add(name + " without its gradient", output.requires_grad() == way.hasGradients ? 0 : 1, 0);
    }
    return std::move(comparison).rows();
}

CheckRows goldenTraining(const GoldenCheck& check, const NetworkWay& way) {
    const torch::AutoGradMode gradients(way.hasGradients);
    const auto golden = goldenTensors(check, "vnet_f2_forward").tensors;
    Outputs exact = trainingOutputs(check, way, golden.at("input"), torch::kFloat64);
    Comparison comparison(check.device, "network, " + titleOf(way));
    for (const auto& [name, output] : trainingOutputs(check, way, golden.at("input"), torch::kFloat32)) {
        const double goldenError = distance(golden.at(name), exact.at(name));
        comparison.add(name + " in float64", goldenError, 1e-3);
        const double asNear = 2 * goldenError;
        comparison.add(name + " against float64", distance(output, exact.at(name)),
                       toleranceOn(check.device, 1e-5) + asNear);
    }
    return std::move(comparison).rows();
}

CheckRows goldenEvaluationInBfloat16(const GoldenCheck& check) {
    const torch::NoGradGuard withoutGradients;
    const auto golden = goldenTensors(check, "vnet_f2_forward").tensors;
    MutualVNet network = goldenNetwork(check, {.filters = 2, .dropout = 0});
    network->eval();
    const AutocastGuard autocast(check.device, Precision::BFloat16);
    Comparison comparison(check.device, "network in bfloat16");
    for (const auto& [name, output] : outputsOf(network, golden.at("input"))) {
        const double scale = golden.at(name).abs().max().item<double>();
        comparison.add(name, distance(output, golden.at(name)) / scale, kBfloat16LogitTolerance);
    }
    return std::move(comparison).rows();
}

CheckRows goldenTrajectory(const GoldenCheck& check, const TrajectoryWay& way) {
    std::optional<ThreadCountGuard> oneThread;
    if (check.device.is_cpu()) {
        oneThread.emplace(1);
    }
    const torch::AutoGradMode withGradients(true);
    const TensorFile golden = goldenTensors(check, "trajectory");
    const auto number = [&](const char* key) { return std::stod(golden.metadata.at(key)); };
    MutualVNet network = goldenNetwork(check, {.filters = 2, .dropout = 0, .isLiteral = way.isLiteral});
    network->train();
    MomentumSgd optimiser(network->parameters(), number("momentum"), number("weight_decay"));
    const TrainingMethod& method = trainingMethod(Method::MutualReliable);
    const auto labelled = static_cast<std::int64_t>(number("labelled"));
    Comparison comparison(check.device, std::string("five steps, ") +
                                            (way.isLiteral ? "literal layers" : "fused layers") +
                                            (way.precision == Precision::BFloat16 ? " in bfloat16" : ""));
    constexpr int kSteps = 5;
    for (int i = 0; i < kSteps; ++i) {
        const auto of = [&](const char* key) { return golden.tensors.at("step" + std::to_string(i) + "." + key); };
        StepResult result;
        {
            const AutocastGuard autocast(check.device, way.precision);
            result = method.step(network, {.images = of("input"),
                                           .labels = of("labels").narrow(0, 0, labelled),
                                           .ramp = of("ramp").item<double>(),
                                           .supervisedWeight = number("supervised_weight")});
        }
        optimiser.zeroGrad();
        result.loss.backward();
        optimiser.step(number("lr"));
        const IterationMetrics actual = StepNumbers(result).read();
        const double tolerance = i < way.exactSteps ? kDeviceTolerance : way.laterTolerance;
        const auto compare = [&](const char* name, double value, const char* key) {
            comparison.add(std::string(name) + " of step " + std::to_string(i + 1),
                           std::abs(value - of(key).item<double>()), tolerance);
        };
        compare("total loss", actual.lossTotal, "loss_total");
        compare("Dice loss", actual.lossSupervisedA + actual.lossSupervisedB, "loss_dice");
        compare("mutual loss", actual.lossMutualA + actual.lossMutualB, "loss_mutual");
    }
    double squares = 0;
    double differences = 0;
    for (const auto& [name, weight] : weightsOf(network)) {
        const torch::Tensor expected = golden.tensors.at("final." + name).to(weight.device());
        squares += expected.square().sum().item<double>();
        differences += (weight - expected).square().sum().item<double>();
    }
    comparison.add("final weights", std::sqrt(differences / squares), way.weightTolerance);
    return std::move(comparison).rows();
}

CheckRows goldenWindows(const GoldenCheck& check, const std::string& volume, int windowBatch) {
    const TensorFile golden = goldenTensors(check, "sliding_window");
    MutualVNet network = goldenNetwork(check, {.channels = 1, .classes = 2, .filters = 2});
    const torch::Tensor image = golden.tensors.at(volume + ".volume");
    const torch::Tensor expected = golden.tensors.at(volume + ".foreground_probability_a");
    const WindowAverages averages = averageWindows(
        *network, image.unsqueeze(0), {.patch = {32, 32, 32}, .stride = {8, 8, 4}, .windowBatch = windowBatch}, {}, {});
    Comparison comparison(check.device, "sliding window, " + volume + ", " + std::to_string(windowBatch) + " at once");
    comparison.compare("probability", averages.probabilityA[1], expected, 1e-5);
    comparison.compare("background", averages.probabilityA[0], 1 - expected, 1e-5);
    return std::move(comparison).rows();
}

}  // namespace tandem
