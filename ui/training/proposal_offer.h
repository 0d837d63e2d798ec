// Offers to propose the settings of a new run from the project's cases, fills them in, and says why below each field.
//
// Used on the GUI thread; the cases are looked at in a job. Invariant: a reason stands below every field that was
// proposed, with the value where the person has changed it since.
#pragma once

#include "core/proposal/proposal.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "ui/settings/settings_form.h"

#include <QPointer>
#include <QWidget>
#include <vector>

class QLabel;
class QPushButton;

namespace tandem {

class Job;
class ProjectSession;

class ProposalOffer : public QWidget {
    Q_OBJECT

public:
    /// The forms must outlive it.
    ProposalOffer(ProjectSession& session, FormOf<TrainingSettings>& training, FormOf<PreparationSettings>& preparation,
                  QWidget* parent = nullptr);

    /// What stands in the forms was not proposed; what is being proposed is not wanted any more.
    void forget();
    /// What was proposed last, whatever the person has made of it.
    [[nodiscard]] const std::vector<ProposedValue>& values() const noexcept { return m_values; }

private:
    void propose();
    void take(const Proposal& proposal);
    void retranslate();
    void showReasons();
    void setBusy(bool isBusy);

    ProjectSession& m_session;
    FormOf<TrainingSettings>& m_training;
    FormOf<PreparationSettings>& m_preparation;
    std::vector<ProposedValue> m_values;
    QPushButton* m_button = nullptr;
    QPointer<Job> m_job;  ///< that is waited for
};

}  // namespace tandem
