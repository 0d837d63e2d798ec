#include "storage/study/export_abstain.h"

#include "core/base/error.h"
#include "storage/study/stored_maps.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr float kLeastForeground = 0.05F;
constexpr std::array<const char*, 5> kNeededMaps{"reliability-a", "reliability-b", "probability-a-0", "probability-b-0",
                                                 "disagreement"};

}  // namespace

bool canAbstain(const PredictionRecord& prediction) {
    return std::ranges::all_of(kNeededMaps, [&](const char* map) { return prediction.files.contains(map); });
}

ImageVolume voxelReliability(const std::filesystem::path& projectFolder, const PredictionRecord& prediction,
                             const std::string& caseName) {
    if (!canAbstain(prediction)) {
        throw Error(ErrorCode::InvalidInput, "The case " + caseName +
                                                 " was predicted without its reliability maps, so nothing says where "
                                                 "to abstain; predict it with all maps.");
    }
    const std::filesystem::path folder = projectFolder / prediction.folder;
    const ImageVolume a = loadStoredMap(folder / prediction.files.at("reliability-a"));
    const auto sameGrid = [&](auto volume) {
        if (const auto difference = differenceOf(a.geometry(), volume.geometry())) {
            throw Error(ErrorCode::Corrupt,
                        "The stored maps of " + caseName + " lie on different grids; predict the case again.",
                        *difference);
        }
        return volume;
    };
    const auto mapNamed = [&](const char* name) { return sameGrid(loadStoredMap(folder / prediction.files.at(name))); };
    std::vector<float> reliability(a.voxels().begin(), a.voxels().end());
    const auto each = [&](const auto& volume, const auto& change) {
        const auto voxels = volume.voxels();
        for (std::size_t at = 0; at < reliability.size(); ++at) {
            change(reliability[at], voxels[at]);
        }
    };
    each(mapNamed("reliability-b"), [](float& value, float b) { value = std::clamp(std::min(value, b), 0.0F, 1.0F); });
    each(sameGrid(loadStoredLabel(folder / prediction.files.at("disagreement"))),
         [](float& value, std::uint8_t differs) { value = differs != 0 ? 0 : value; });
    const ImageVolume backgroundA = mapNamed("probability-a-0");
    const ImageVolume backgroundB = mapNamed("probability-b-0");
    for (std::size_t at = 0; at < reliability.size(); ++at) {
        const float foreground = 1 - std::min(backgroundA.voxels()[at], backgroundB.voxels()[at]);
        reliability[at] = foreground >= kLeastForeground ? reliability[at] : 1;
    }
    return {a.geometry(), std::move(reliability)};
}

AbstainedLabel abstained(const LabelVolume& label, const ImageVolume& reliability, double threshold,
                         std::uint8_t abstainIndex) {
    if (const auto difference = differenceOf(label.geometry(), reliability.geometry())) {
        throw Error(ErrorCode::InvalidInput, "The label and its reliability lie on different grids.", *difference);
    }
    AbstainedLabel result;
    std::vector<std::uint8_t> voxels(label.voxels().begin(), label.voxels().end());
    const auto trust = reliability.voxels();
    result.count.voxels = static_cast<std::int64_t>(voxels.size());
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        const bool isForeground = voxels[at] != 0;
        const bool isDoubtful = static_cast<double>(trust[at]) < threshold;
        result.count.foreground += isForeground ? 1 : 0;
        if (isDoubtful) {
            ++result.count.abstained;
            result.count.foregroundAbstained += isForeground ? 1 : 0;
            voxels[at] = abstainIndex;
        }
    }
    result.label = {label.geometry(), std::move(voxels)};
    return result;
}

}  // namespace tandem
