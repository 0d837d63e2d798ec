#include "storage/prediction/predicted_label.h"

#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/prediction/stored_maps.h"
#include "storage/preparation/restore.h"

#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr const char* kProtocol = "a";

}  // namespace

LabelVolume predictedLabel(const Project& project, const PredictionRecord& prediction, const std::string& of,
                           int classes, const std::stop_token& stop) {
    const std::filesystem::path folder = project.folder() / prediction.folder;
    if (of == kProtocol) {
        return loadStoredLabel(folder / prediction.files.at("label"));
    }
    const auto fileOf = [&](int index) {
        return prediction.files.find("probability-" + of + "-" + std::to_string(index));
    };
    if (fileOf(0) == prediction.files.end()) {
        throw Error(ErrorCode::InvalidInput,
                    "The case " + project.cases().get(prediction.caseId).name +
                        " was predicted with the label of decoder A alone, so it has none of " + labelSourceText(of) +
                        "; predict it with its probabilities.");
    }
    const ImageVolume background = loadStoredMap(folder / fileOf(0)->second);
    std::vector<float> largest(background.voxels().begin(), background.voxels().end());
    std::vector<std::uint8_t> label(largest.size());
    for (int index = 1; index < classes && fileOf(index) != prediction.files.end(); ++index) {
        throwIfStopped(stop);
        const ImageVolume probability = loadStoredMap(folder / fileOf(index)->second);
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

std::string labelSourceText(const std::string& of) {
    return of == "mean" ? "the mean of both decoders" : (of == "b" ? "decoder B" : "decoder A");
}

}  // namespace tandem
