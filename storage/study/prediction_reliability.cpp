#include "storage/study/prediction_reliability.h"

#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/study/stored_maps.h"

#include <cmath>
#include <utility>
#include <vector>

namespace tandem {

namespace {

/// H = -sum p log(p + 1e-6), nats, as of the decoders.
ImageVolume entropyOf(const std::vector<ImageVolume>& probabilities) {
    constexpr float kEpsilon = 1e-6F;
    std::vector<float> entropy(probabilities.front().voxels().size(), 0.0F);
    for (const ImageVolume& one : probabilities) {
        for (std::size_t at = 0; at < entropy.size(); ++at) {
            const float p = one.voxels()[at];
            entropy[at] -= p * std::log(p + kEpsilon);
        }
    }
    return {probabilities.front().geometry(), std::move(entropy)};
}

}  // namespace

ReliabilityReport measurePrediction(const Project& project, const PredictionRecord& prediction, const std::string& of,
                                    const LabelVolume& label, const LabelVolume& reference, int classes) {
    const std::filesystem::path folder = project.folder() / prediction.folder;
    std::vector<ImageVolume> probabilities;
    for (int index = 0; index < classes; ++index) {
        const std::string map = "probability-" + of + "-" + std::to_string(index);
        probabilities.push_back(loadStoredMap(folder / prediction.files.at(map)));
    }
    const ImageVolume uncertainty =
        of == "mean" ? entropyOf(probabilities) : loadStoredMap(folder / prediction.files.at("uncertainty-" + of));
    return measureReliability(label, reference, largestProbability(probabilities), uncertainty);
}

}  // namespace tandem
