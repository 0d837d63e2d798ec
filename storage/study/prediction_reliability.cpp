#include "storage/study/prediction_reliability.h"

#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/study/stored_maps.h"

namespace tandem {

ReliabilityReport measurePrediction(const Project& project, const PredictionRecord& prediction,
                                    const LabelVolume& label, const LabelVolume& reference, int classes) {
    const std::filesystem::path folder = project.folder() / prediction.folder;
    std::vector<ImageVolume> probabilities;
    for (int index = 0; index < classes; ++index) {
        probabilities.push_back(loadStoredMap(folder / prediction.files.at("probability-a-" + std::to_string(index))));
    }
    const ImageVolume uncertainty = loadStoredMap(folder / prediction.files.at("uncertainty-a"));
    return measureReliability(label, reference, largestProbability(probabilities), uncertainty);
}

}  // namespace tandem
