// The engine on a device against the numbers of an independent reference, kept as files (tests/golden).
//
// Thread-safe. Each function computes on the device and returns a row for each comparison. Throws Error (NotFound) when
// a file is missing; what a library throws passes through. Invariant: on the CPU the tolerances are those that rounding
// allows there; on another device in float32, which adds in other orders, they are at least kDeviceTolerance.
#pragma once

#include "core/engine/check/check_row.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/network/safetensors.h"
#include "core/engine/numerics/precision.h"

#include <c10/core/Device.h>

#include <array>
#include <filesystem>
#include <string>

namespace tandem {

inline constexpr double kDeviceTolerance = 1e-4;
/// Of bfloat16, whose numbers have eight bits: of logits relative to the largest, and of losses.
inline constexpr double kBfloat16LogitTolerance = 0.05;
inline constexpr double kBfloat16LossTolerance = 0.02;

struct GoldenCheck {
    std::filesystem::path folder;  ///< of the golden files
    c10::Device device{c10::kCPU};
};

/// Of the loss alone, by the names of their files; of "partial" not all labels are known (make_partial.py).
inline constexpr std::array<const char*, 5> kGoldenLosses{"binary", "four_classes", "absent_class", "ties", "partial"};

/// The losses, their parts and their gradients; the same under autocast, whose losses stay float32.
[[nodiscard]] CheckRows goldenLoss(const GoldenCheck& check, const std::string& name, Precision precision,
                                   bool isChannelsLast);

/// Layers as they are computed, or one by one (NetworkSettings::isLiteral).
struct NetworkWay {
    bool isLiteral = false;
    bool hasGradients = true;
};

/// Logits and features in evaluation.
[[nodiscard]] CheckRows goldenEvaluation(const GoldenCheck& check, const NetworkWay& way);
/// And in training, where the golden network normalises four values per channel at its deepest level, which amplifies
/// the rounding of sums: the golden values themselves lie further than 1e-5 from what exact arithmetic gives, and the
/// reference run on another processor misses them too. So there the network in float64 must agree with the golden
/// values to a thousandth, which shows that it is the same function, and in float32 it must be as near to float64 as
/// the golden values are.
[[nodiscard]] CheckRows goldenTraining(const GoldenCheck& check, const NetworkWay& way);
/// Logits in evaluation, in bfloat16, relative to the largest.
[[nodiscard]] CheckRows goldenEvaluationInBfloat16(const GoldenCheck& check);

/// How near five steps of training keep to the reference's.
struct TrajectoryWay {
    bool isLiteral = false;
    Precision precision = Precision::Float32;
    int exactSteps = 3;             ///< to kDeviceTolerance; the others to laterTolerance
    double laterTolerance = 1e-2;   ///< of losses, once rounding has been amplified
    double weightTolerance = 1e-2;  ///< of the final weights, relative to their norm
};

/// Losses and final weights. Sums added in another order show after a few steps: the golden network normalises eight
/// values per channel at its deepest level and learns from masks that flip with a rounding. The CPU computes on one
/// thread, as the reference did.
[[nodiscard]] CheckRows goldenTrajectory(const GoldenCheck& check, const TrajectoryWay& way);

/// By the names in their file.
inline constexpr std::array<const char*, 2> kGoldenVolumes{"large", "smaller_than_patch"};

/// The averaged probability of a volume.
[[nodiscard]] CheckRows goldenWindows(const GoldenCheck& check, const std::string& volume, int windowBatch);

}  // namespace tandem
