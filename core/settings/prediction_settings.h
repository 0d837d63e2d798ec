// How a trained network is applied to whole volumes. A plain value.
#pragma once

#include "core/settings/asked_precision.h"
#include "core/settings/field_table.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// Which maps to make: each says more, and costs more, than the one before.
enum class KeptMaps { Label, Probabilities, All };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<KeptMaps>{"label", "probabilities", "all"};

struct PredictionSettings {
    std::string device = "auto";  ///< auto, cpu, cuda or cuda:N
    AskedPrecision precision = AskedPrecision::Auto;
    Index3 patch{0, 0, 0};         ///< voxels; 0 for the patch that the network was trained with
    Index3 stride{0, 0, 0};        ///< voxels between windows; 0 for the run's test stride
    std::int64_t windowBatch = 2;  ///< windows computed at once
    KeptMaps maps = KeptMaps::Label;

    bool operator==(const PredictionSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<PredictionSettings>>& fields();
    /// Where the fields do not hold together.
    [[nodiscard]] std::vector<SettingProblem> problems() const;
    /// Throws Error (InvalidInput) with the first of them. See checkSettings().
    void check() const;
};

}  // namespace tandem
