#include "storage/simulation/simulated_cases.h"

#include "core/base/error.h"
#include "core/settings/preparation_settings.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/import/source_hash.h"
#include "storage/prediction/self_judgement.h"

#include <algorithm>
#include <format>

namespace tandem {
namespace {

std::vector<CaseRecord> casesIn(const Project& project, std::int64_t runId, SplitRole role) {
    const RunRecord run = project.runs().get(runId);
    if (!run.splitId) {
        throw Error(ErrorCode::NotFound,
                    std::format("Run {} has no split, so there is nothing to simulate; choose one that has.", runId));
    }
    std::vector<CaseRecord> cases;
    for (const SplitAssignment& one : project.splits().get(*run.splitId).assignments) {
        CaseRecord record = one.role == role ? project.cases().get(one.caseId) : CaseRecord();
        if (one.role == role && record.state != CaseState::Excluded) {
            cases.push_back(std::move(record));
        }
    }
    std::ranges::sort(cases, {}, &CaseRecord::name);
    return cases;
}

}  // namespace

std::vector<CaseRecord> casesToSimulate(const Project& project, std::int64_t runId) {
    std::vector<CaseRecord> cases = casesIn(project, runId, SplitRole::TrainingUnlabelled);
    std::erase_if(cases, [&](const CaseRecord& one) { return !one.label || isPrediction(project, one); });
    if (cases.empty()) {
        throw Error(
            ErrorCode::NotFound,
            std::format("No unlabelled case of run {} has a label that could be hidden from it, so nobody knows "
                        "the answers; train a run on a split that has cases with labels as unlabelled ones.",
                        runId));
    }
    return cases;
}

std::vector<CaseRecord> casesToJudgeBy(const Project& project, std::int64_t runId, JudgedBy judgedBy) {
    std::vector<CaseRecord> cases =
        casesIn(project, runId, judgedBy == JudgedBy::Test ? SplitRole::Test : SplitRole::Validation);
    std::erase_if(cases, [](const CaseRecord& one) { return !one.label; });
    if (cases.empty()) {
        throw Error(ErrorCode::NotFound, std::format("The split of run {} has no {} case to measure Dice on; train a "
                                                     "run on a split that has.",
                                                     runId, nameOf(judgedBy)));
    }
    return cases;
}

LabelVolume hiddenLabel(const Project& project, const CaseRecord& record, const std::stop_token& stop) {
    const ImageFile& file = record.label.value();
    if (contentOf(project.cases().locate(file), file.seriesUid, stop).hash != file.contentHash) {
        throw Error(ErrorCode::Conflict, "The label of case \"" + record.name +
                                             "\" is no longer the file that was imported, so an oracle cannot answer "
                                             "by it; bring that file back, or import it as a case of its own.");
    }
    return readCaseLabel(project, record, stop);
}

std::string whyNotSimulated(const Project& project, std::int64_t runId) {
    static_cast<void>(project.runs().get(runId));
    try {
        static_cast<void>(casesToSimulate(project, runId));
        static_cast<void>(casesToJudgeBy(project, runId, JudgedBy::Validation));
        requireSteadyCrop(project, runId);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

std::int64_t voxelsOf(const std::vector<CaseRecord>& cases) {
    std::int64_t voxels = 0;
    for (const CaseRecord& one : cases) {
        voxels += one.geometry.voxelCount();
    }
    return voxels;
}

void requireSteadyCrop(const Project& project, std::int64_t runId) {
    const auto preparation = storedSettings<PreparationSettings>(project.runs().get(runId).preparationJson).forWork();
    if (preparation.crop == Crop::Label || preparation.crop == Crop::Prediction) {
        throw Error(ErrorCode::Unsupported,
                    std::format("Run {} crops its cases around what is labelled or predicted, which would change with "
                                "every correction; simulate on a run with crop none, non-zero or box.",
                                runId));
    }
}

}  // namespace tandem
