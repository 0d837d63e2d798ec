#include "core/base/csv_text.h"
#include "storage/prediction/provenance.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/trust_provenance.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kGrid = "original";  ///< of the images

std::string numberText(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 6).ptr};
}

std::string numberText(const std::optional<double>& value) {
    return value ? numberText(*value) : "";
}

std::string csvLine(const std::vector<std::string>& fields) {
    std::string line;
    for (const std::string& field : fields) {
        line += (line.empty() ? "" : ",") + csvField(field);
    }
    return line + "\n";
}

/// The grid and the label that were compared, and the values of weightsJson(), empty for what was not kept.
std::vector<std::string> originFields(Decoder label, const Weights& weights) {
    std::vector<std::string> fields{kGrid, std::string(nameOf(label))};
    for (const Json& value : weightsJson(weights)) {
        fields.push_back(value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump());
    }
    return fields;
}

Json numberOrNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// Empty where nothing is said of trust.
std::vector<std::string> trustFields(const std::optional<TrustEvaluation>& trust) {
    if (!trust) {
        return std::vector<std::string>(6);
    }
    const ReliabilityMetrics& whole = trust->voxels.wholeVolume;
    return {numberText(trust->dice.value),
            numberText(trust->dice.low),
            numberText(trust->dice.high),
            trust->isCalibrated ? "yes" : "no",
            numberText(whole.expectedCalibrationError),
            numberText(whole.errorDetectionAuroc)};
}

Json jsonOf(const ReliabilityMetrics& metrics) {
    Json curve = Json::array();
    for (const RiskCoveragePoint& point : metrics.riskCoverage) {
        curve.push_back({point.coverage, point.risk});
    }
    return {{"voxels", metrics.voxels},
            {"wrongVoxels", metrics.wrongVoxels},
            {"expectedCalibrationError", metrics.expectedCalibrationError},
            {"errorDetectionAuroc", numberOrNull(metrics.errorDetectionAuroc)},
            {"riskCoverageArea", metrics.riskCoverageArea},
            {"riskCoverage", curve}};
}

Json jsonOf(const ClassMetrics& metrics, const std::vector<std::string>& names) {
    return {{"class", names.at(static_cast<std::size_t>(metrics.classIndex))},
            {"dice", metrics.overlap.dice},
            {"jaccard", metrics.overlap.jaccard},
            {"hd95Mm", numberOrNull(metrics.surface.hd95Mm)},
            {"asdMm", numberOrNull(metrics.surface.asdMm)},
            {"assdMm", numberOrNull(metrics.surface.assdMm)},
            {"predictionMl", metrics.overlap.predictionMl},
            {"referenceMl", metrics.overlap.referenceMl}};
}

}  // namespace

std::optional<Weights> commonWeights(const Evaluation& evaluation) {
    for (const CaseEvaluation& one : evaluation.cases) {
        if (one.weights.hash != evaluation.cases.front().weights.hash) {
            return std::nullopt;
        }
    }
    return evaluation.cases.empty() ? std::nullopt : std::optional(evaluation.cases.front().weights);
}

std::string evaluationCsv(const Evaluation& evaluation) {
    std::string text = csvLine({"case",
                                "class",
                                "dice",
                                "jaccard",
                                "hd95_mm",
                                "asd_mm",
                                "assd_mm",
                                "prediction_ml",
                                "reference_ml",
                                "cases",
                                "cases_with_distance",
                                "failures",
                                "absent",
                                "predicted_dice",
                                "predicted_dice_low",
                                "predicted_dice_high",
                                "trust_is_calibrated",
                                "trust_ece",
                                "trust_auroc",
                                "grid",
                                "label",
                                "checkpoint",
                                "iteration",
                                "checkpoint_sha256"});
    const auto nameOfClass = [&](int index) { return evaluation.classNames.at(static_cast<std::size_t>(index)); };
    const auto line = [&](std::vector<std::string> fields, const Weights& weights) {
        std::ranges::move(originFields(evaluation.settings.label, weights), std::back_inserter(fields));
        return csvLine(fields);
    };
    for (const CaseEvaluation& one : evaluation.cases) {
        const std::vector<std::string> ofTrust = trustFields(one.trust);
        for (const ClassMetrics& metrics : one.classes) {
            std::vector<std::string> fields{one.caseName,
                                            nameOfClass(metrics.classIndex),
                                            numberText(metrics.overlap.dice),
                                            numberText(metrics.overlap.jaccard),
                                            numberText(metrics.surface.hd95Mm),
                                            numberText(metrics.surface.asdMm),
                                            numberText(metrics.surface.assdMm),
                                            numberText(metrics.overlap.predictionMl),
                                            numberText(metrics.overlap.referenceMl),
                                            "1",
                                            metrics.surface.hd95Mm ? "1" : "0",
                                            "",
                                            ""};
            std::ranges::copy(ofTrust, std::back_inserter(fields));
            text += line(std::move(fields), one.weights);
        }
    }
    const Weights ofAll = commonWeights(evaluation).value_or(Weights{});
    for (const MeanMetrics& mean : evaluation.means) {
        std::vector<std::string> fields{"mean",
                                        nameOfClass(mean.classIndex),
                                        numberText(mean.dice),
                                        numberText(mean.jaccard),
                                        numberText(mean.hd95Mm),
                                        numberText(mean.asdMm),
                                        numberText(mean.assdMm),
                                        "",
                                        "",
                                        std::to_string(mean.cases),
                                        std::to_string(mean.casesWithDistance),
                                        std::to_string(mean.failures),
                                        std::to_string(mean.absent)};
        std::ranges::copy(trustFields({}), std::back_inserter(fields));
        text += line(std::move(fields), ofAll);
    }
    return text;
}

nlohmann::ordered_json evaluationJson(const Evaluation& evaluation) {
    Json json{{"run", evaluation.runId}, {"on", evaluation.on},
              {"grid", kGrid},           {"settings", settingsToJson(evaluation.settings)},
              {"cases", Json::array()},  {"mean", Json::array()}};
    for (const CaseEvaluation& one : evaluation.cases) {
        Json entry{{"case", one.caseName}};
        if (one.unknownVoxels > 0) {
            entry["unknownVoxels"] = one.unknownVoxels;
        }
        entry.update(weightsJson(one.weights));
        entry["classes"] = Json::array();
        for (const ClassMetrics& metrics : one.classes) {
            entry["classes"].push_back(jsonOf(metrics, evaluation.classNames));
        }
        if (one.trust) {
            entry["trust"] = {{"calibrated", one.trust->isCalibrated},
                              {"predictedDice", predictedDiceJson(one.trust->dice)},
                              {"wholeVolume", jsonOf(one.trust->voxels.wholeVolume)}};
            if (one.trust->voxels.boundaryBand) {
                entry["trust"]["boundaryBand"] = jsonOf(*one.trust->voxels.boundaryBand);
            }
        }
        json["cases"].push_back(entry);
    }
    for (const MeanMetrics& mean : evaluation.means) {
        json["mean"].push_back({{"class", evaluation.classNames.at(static_cast<std::size_t>(mean.classIndex))},
                                {"dice", numberOrNull(mean.dice)},
                                {"jaccard", numberOrNull(mean.jaccard)},
                                {"hd95Mm", numberOrNull(mean.hd95Mm)},
                                {"asdMm", numberOrNull(mean.asdMm)},
                                {"assdMm", numberOrNull(mean.assdMm)},
                                {"cases", mean.cases},
                                {"casesWithDistance", mean.casesWithDistance},
                                {"casesWithoutDistance", mean.casesWithoutDistance},
                                {"failures", mean.failures},
                                {"absent", mean.absent}});
    }
    json["remarks"] = remarksOn(evaluation);
    return json;
}

}  // namespace tandem
