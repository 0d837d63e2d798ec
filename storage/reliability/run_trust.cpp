#include "storage/reliability/run_trust.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/list_text.h"
#include "core/base/program_version.h"
#include "core/reliability/trust_json.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/db/trust_repository.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/self_judgement.h"
#include "storage/reliability/prediction_trust.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem {
namespace {

constexpr double kReading = 0.6;  // of the time

/// The validation cases of a run's split, and their predictions with all maps.
struct Validation {
    int cases = 0;
    std::vector<PredictionRecord> predictions;
    std::vector<TrustCase> trustCases;    ///< of the predictions, in their order
    std::vector<std::int64_t> toPredict;  ///< the others
};

Validation validationOf(const Project& project, std::int64_t runId, const std::string& checkpointHash) {
    Validation validation;
    const RunRecord run = project.runs().get(runId);
    if (!run.splitId) {
        return validation;
    }
    for (const auto& one : project.splits().casesFor<SplitRole::Validation>(*run.splitId)) {
        ++validation.cases;
        const auto prediction = project.predictions().find(runId, one.caseId(), checkpointHash);
        const CaseRecord record = project.cases().get(one.caseId());
        if (prediction && hasAllMaps(*prediction) && record.label) {
            validation.trustCases.push_back({record.id, prediction->id, record.label->contentHash});
            validation.predictions.push_back(*prediction);
        } else {
            validation.toPredict.push_back(record.id);
        }
    }
    return validation;
}

/// Voxels of every case; done: the part of the time that it takes.
std::vector<CaseVoxels> drawAll(const Project& project, const std::vector<PredictionRecord>& predictions, Decoder label,
                                double part, const Progress& progress, const std::stop_token& stop) {
    std::vector<CaseVoxels> drawn;
    for (const PredictionRecord& one : predictions) {
        throwIfStopped(stop);
        progress(part * static_cast<double>(drawn.size()) / static_cast<double>(predictions.size()),
                 project.cases().get(one.caseId).name);
        drawn.push_back(drawVoxels(project, one, label, stop));
    }
    return drawn;
}

void keep(const Project& project, TrustRecord record, const FittedTrust& fitted) {
    const RunRecord run = project.runs().get(record.runId);
    const nlohmann::ordered_json json = trustJson(fitted);
    record.document = json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    record.file = run.folder /
                  ("trust-" + record.checkpointHash.substr(0, 8) + "-" + std::string(nameOf(record.label)) + ".json");
    nlohmann::ordered_json file{{"run", record.runId},
                                {"checkpoint", record.checkpointHash},
                                {"label", nameOf(record.label)},
                                {"program", "Tandem " + std::string(programVersion())}};
    file.update(json);
    writeAtomically(project.inside(record.file),
                    file.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    project.trust().record(std::move(record));
}

/// A project may come from elsewhere.
void requireClasses(const TrustModel& model, int classes) {
    if (model.isCalibrated && std::ssize(model.classOffsets) != classes) {
        throw Error(ErrorCode::Corrupt,
                    "The record of trust is of other classes than the project's; measure it again.");
    }
}

/// Of the cases, the names of those that trust was fitted on, and the others.
std::pair<std::vector<std::string>, std::vector<CaseRecord>> splitByFit(const Project& project, const RunTrust& trust,
                                                                        const std::vector<std::int64_t>& caseIds) {
    std::vector<std::string> fittedOn;
    std::vector<CaseRecord> others;
    for (const std::int64_t id : caseIds) {
        CaseRecord record = project.cases().get(id);
        const bool isFittedOn = trust.fitted.model.isCalibrated &&
                                std::ranges::find(trust.cases, id, &TrustCase::caseId) != trust.cases.end();
        if (isFittedOn) {
            fittedOn.push_back(record.name);
        } else {
            others.push_back(std::move(record));
        }
    }
    return {std::move(fittedOn), std::move(others)};
}

}  // namespace

std::optional<Uncalibrated> whyUncalibrated(const RunTrust& trust) {
    if (trust.fitted.model.isCalibrated) {
        return std::nullopt;
    }
    using Reason = Uncalibrated::Reason;
    Uncalibrated why{.validationCases = trust.validationCases,
                     .predictedCases = trust.validationCases - static_cast<int>(trust.toPredict.size())};
    if (why.validationCases == 0) {
        why.reason = Reason::NoValidationCases;
    } else if (why.validationCases < kLeastTrustCases) {
        why.reason = Reason::TooFewInSplit;
    } else if (why.predictedCases < kLeastTrustCases) {
        why.reason = Reason::TooFewPredicted;
    } else if (trust.isMeasured() && !trust.isOutdated) {
        why.reason = Reason::NotBetter;
    }
    return why;
}

RunTrust recordedTrust(const Project& project, std::int64_t runId, const std::string& checkpointHash, Decoder label) {
    Validation validation = validationOf(project, runId, checkpointHash);
    RunTrust trust{.validationCases = validation.cases, .toPredict = std::move(validation.toPredict)};
    std::ranges::sort(validation.trustCases, {}, &TrustCase::caseId);
    if (const auto record = project.trust().find(runId, checkpointHash, label)) {
        try {
            FittedTrust fitted = trustFromJson(record->document);
            requireClasses(fitted.model, project.labels().scheme().count());
            trust.fitted = std::move(fitted);
            trust.measuredAt = record->createdAt;
            trust.cases = record->cases;
            trust.scoringId = trust.fitted.model.isCalibrated ? record->id : 0;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Corrupt) {
                throw;
            }
            // As if it had never been measured: nothing else would let a person measure it again.
        }
    }
    trust.isOutdated = trust.cases != validation.trustCases || trust.isOfOlderProgram();
    return trust;
}

RunTrust measureTrust(const Project& project, std::int64_t runId, const Weights& weights, Decoder label,
                      const Progress& progress, const std::stop_token& stop) {
    const Validation validation = validationOf(project, runId, weights.hash);
    if (!validation.predictions.empty()) {
        const std::vector<CaseVoxels> drawn = drawAll(project, validation.predictions, label, kReading, progress, stop);
        const FittedTrust fitted =
            fitAndJudge(drawn, project.labels().scheme().count(), between(progress, kReading, 1), stop);
        keep(project, {.runId = runId, .checkpointHash = weights.hash, .label = label, .cases = validation.trustCases},
             fitted);
    }
    progress(1, "measured");
    return recordedTrust(project, runId, weights.hash, label);
}

JudgingCases casesThatJudge(const Project& project, std::int64_t runId, const RunTrust& trust,
                            const std::vector<std::int64_t>& caseIds) {
    JudgingCases judging;
    const auto [fittedOn, others] = splitByFit(project, trust, caseIds);
    std::vector<std::string> ownPredictions;
    for (const CaseRecord& record : others) {
        if (isPredictionOf(project, runId, record)) {
            ownPredictions.push_back(record.name);
        } else {
            judging.caseIds.push_back(record.id);
        }
    }
    if (!fittedOn.empty()) {
        judging.leftOut.push_back("Left out, as trust was fitted on them: " + listText(fittedOn) + ".");
    }
    std::ranges::copy(selfJudgementNotice(runId, ownPredictions), std::back_inserter(judging.leftOut));
    return judging;
}

std::vector<std::string> fittedOnNotice(const Project& project, const RunTrust& trust,
                                        const std::vector<std::int64_t>& caseIds) {
    const std::vector<std::string> names = splitByFit(project, trust, caseIds).first;
    if (names.empty()) {
        return {};
    }
    return {
        "Trust was fitted on " + listText(names) +
        ", so what it says of them, as their predicted Dice, is better than elsewhere. Review and the command trust "
        "judge each of them by a fit on the others."};
}

TrustEvidence judgeTrust(const Project& project, std::int64_t runId, const Weights& weights, Decoder label,
                         const std::vector<std::int64_t>& caseIds, const Progress& progress,
                         const std::stop_token& stop) {
    const FittedTrust fitted = recordedTrust(project, runId, weights.hash, label).fitted;
    std::vector<PredictionRecord> predictions;
    for (const std::int64_t id : caseIds) {
        predictions.push_back(predictionBy(project, runId, weights, project.cases().get(id)));
    }
    const std::vector<CaseVoxels> drawn = drawAll(project, predictions, label, kReading, progress, stop);
    TrustEvidence evidence = judge(fitted.model, fitted.correction, drawn, between(progress, kReading, 1), stop);
    progress(1, "judged");
    return evidence;
}

}  // namespace tandem
