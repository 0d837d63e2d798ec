#include "ui/training/box_notice.h"

#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"

#include <set>
#include <vector>

namespace tandem {

BoxNotice::BoxNotice(QWidget* parent) : QLabel(parent) {
    setObjectName("boxNotice");
    setProperty("role", "warning");
    setWordWrap(true);
    hide();
}

void BoxNotice::showFor(const Project& project, std::int64_t splitId, const PreparationSettings& settings,
                        bool usesUnlabelled) {
    if (m_isKnown && m_usesUnlabelled == usesUnlabelled && m_splitId == splitId && m_crop == settings.crop &&
        m_cropRun == settings.cropRun) {
        return;  // as while a person types in other fields: there may be ten thousand cases
    }
    m_isKnown = true;
    m_splitId = splitId;
    m_usesUnlabelled = usesUnlabelled;
    m_crop = settings.crop;
    m_cropRun = settings.cropRun;
    const bool isByPrediction = settings.crop == Crop::Prediction && settings.cropRun > 0;
    hide();
    if (splitId == 0 || (settings.crop != Crop::Label && !isByPrediction)) {
        return;
    }
    std::set<std::int64_t> inSplit;
    for (const SplitAssignment& one : project.splits().get(splitId).assignments) {
        if (usesUnlabelled || one.role != SplitRole::TrainingUnlabelled) {
            inSplit.insert(one.caseId);
        }
    }
    std::vector<CaseRecord> cases = project.cases().list();
    std::erase_if(cases, [&](const CaseRecord& one) { return !inSplit.contains(one.id); });
    const auto without = static_cast<int>(casesWithoutBox(project, cases, settings));
    setText(isByPrediction
                ? tr("%n case(s) have neither a label nor a prediction of run %1 to crop around and are kept whole, so "
                     "that they differ in kind from the others. Predict them with that run first.",
                     nullptr, without)
                      .arg(settings.cropRun)
                : tr("%n case(s) have no label to crop around and are kept whole, so that they differ in kind from the "
                     "others. Under Preparation, crop by the predictions of a coarse run, or to a box given by hand.",
                     nullptr, without));
    setVisible(without > 0);
}

}  // namespace tandem
