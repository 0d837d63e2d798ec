// Finds out what files and folders would bring into a project: first which belong together, then what is in them.
//
// Used on the GUI thread; the work is done by jobs of its own. Invariant: at most one job runs, and signals speak of
// the options that were asked for last.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"
#include "ui/datasets/import/import_preview_model.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace tandem {

class ImportProbe : public QObject {
    Q_OBJECT

public:
    ImportProbe(std::filesystem::path project, std::vector<std::filesystem::path> inputs, QObject* parent = nullptr);

    /// Looks at everything anew, but for files that were checked before under the same options; what runs is stopped
    /// first.
    void look(const ImportOptions& options, const LabelScheme& scheme);
    /// Stops what runs.
    void stop();

    /// Whether it is not known yet, or not any more, which cases there are.
    [[nodiscard]] bool isPlanning() const { return m_planning.isBusy(); }
    /// What the plan was made with.
    [[nodiscard]] const ImportOptions& options() const noexcept { return m_options; }

Q_SIGNALS:
    void planned(const tandem::ImportPlan& plan);
    void checked(const std::vector<tandem::CheckedCase>& cases);
    void progressed(double fraction);
    /// failure: a sentence, or empty when every case was checked.
    void ended(const QString& failure);

private:
    /// Checked cases on their way from the job.
    struct Mailbox {
        std::mutex mutex;
        std::vector<CheckedCase> cases;  ///< guarded by mutex
    };

    /// A case that was checked, and as what it was planned.
    struct Known {
        PlannedCase planned;
        CheckedCase checked;
    };
    using KnownCases = std::map<std::filesystem::path, Known>;  ///< by the first image

    void takePlan(const ImportPlan& plan);
    void startChecking(const ImportPlan& plan);
    void takeChecked();
    void endChecking(const QString& failure);

    std::filesystem::path m_project;
    std::vector<std::filesystem::path> m_inputs;
    ImportOptions m_options;
    LabelScheme m_scheme;
    ImportPlan m_plan;
    KnownCases m_known;
    std::shared_ptr<Mailbox> m_mailbox;
    LatestJob<ImportPlan> m_planning;
    LatestJob<std::monostate> m_checking;
};

}  // namespace tandem
