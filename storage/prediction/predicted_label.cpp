#include "storage/prediction/predicted_label.h"

#include "core/base/error.h"
#include "core/maps/derived_maps.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/prediction/stored_maps.h"

#include <utility>
#include <vector>

namespace tandem {

LabelVolume predictedLabel(const Project& project, const PredictionRecord& prediction, Decoder of, int classes,
                           const std::stop_token& stop) {
    if (of == Decoder::A) {
        return loadStoredLabel(project, prediction);
    }
    if (!hasLabelOf(prediction, of)) {
        throw Error(ErrorCode::InvalidInput,
                    "The case " + project.cases().get(prediction.caseId).name +
                        " was predicted with the label of decoder A alone, so it has none of " + labelSourceText(of) +
                        "; predict it with its probabilities.");
    }
    const auto load = [&](int index) { return loadStoredMap(project, prediction, {MapKind::Probability, of, index}); };
    const ImageVolume background = load(0);
    std::vector<float> largest(background.voxels().begin(), background.voxels().end());
    std::vector<std::uint8_t> label(largest.size());
    for (int index = 1; index < classes && prediction.files.contains({MapKind::Probability, of, index}); ++index) {
        throwIfStopped(stop);
        const ImageVolume probability = load(index);
        if (const auto difference = differenceOf(background.geometry(), probability.geometry())) {
            throw Error(ErrorCode::Corrupt,
                        "The stored maps of " + project.cases().get(prediction.caseId).name +
                            " lie on different grids; predict the case again.",
                        *difference);
        }
        raiseLabel(label, largest, probability.voxels(), static_cast<std::uint8_t>(index));
    }
    return {background.geometry(), std::move(label)};
}

bool hasLabelOf(const PredictionRecord& prediction, Decoder decoder) {
    return prediction.files.contains(decoder == Decoder::A ? kLabelMap : MapName{MapKind::Probability, decoder, 0});
}

std::string labelSourceText(Decoder of) {
    return of == Decoder::Mean ? "the mean of both decoders" : of == Decoder::B ? "decoder B" : "decoder A";
}

}  // namespace tandem
