#include "ui/training/proposal_offer.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/training/training_proposal.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/setting_words.h"
#include "ui/theme/allow.h"
#include "ui/theme/translated.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace tandem {
namespace {

Proposal proposalFor(const std::filesystem::path& folder, const std::string& device, const Progress& progress,
                     const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    return proposeTraining(project, *openEngine(), device, progress, stop);
}

QString sentenceOf(const Reason& reason) {
    const std::string words(templateOf(reason.kind));
    QString text = QCoreApplication::translate("Proposal", words.c_str());
    for (const std::string& value : reason.values) {
        text = text.arg(QString::fromStdString(value));
    }
    return text;
}

/// As a person reads it.
QString proposedText(const SettingEditor& editor, const ProposedValue& proposed) {
    return valueText(editor.field(), parseSetting(editor.field(), editor.value().value(), proposed.value));
}

/// Of the form: the values that were proposed. Others stay.
template <class S>
void fill(FormOf<S>& form, const S& proposed, const std::vector<ProposedValue>& values, bool isOfPreparation) {
    S settings = form.settings();
    for (const Field<S>& one : S::fields()) {
        const bool isProposed = std::ranges::any_of(values, [&](const ProposedValue& value) {
            return value.isOfPreparation == isOfPreparation && value.key == one.key;
        });
        if (isProposed) {
            one.set(settings, one.get(proposed));
        }
    }
    form.setSettings(settings);
}

}  // namespace

ProposalOffer::ProposalOffer(ProjectSession& session, FormOf<TrainingSettings>& training,
                             FormOf<PreparationSettings>& preparation, QWidget* parent)
    : QWidget(parent), m_session(session), m_training(training), m_preparation(preparation) {
    setObjectName("proposalOffer");
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    m_button = new QPushButton(this);
    m_button->setObjectName("proposeButton");
    rows->addWidget(m_button);
    setFocusProxy(m_button);
    connect(m_button, &QPushButton::clicked, this, &ProposalOffer::propose);
    connect(&training, &SettingsForm::changed, this, &ProposalOffer::showReasons);
    connect(&preparation, &SettingsForm::changed, this, &ProposalOffer::showReasons);
    keepTranslated(*this, [this] { retranslate(); });
}

void ProposalOffer::retranslate() {
    m_button->setText(tr("Propose &from the cases"));
    setBusy(!m_job.isNull());
    showReasons();
}

void ProposalOffer::setBusy(bool isBusy) {
    allow(*m_button, isBusy ? tr("The cases are being looked at") : QString(),
          tr("Looks at the imported cases and the memory of the device, and fills in spacing, window, crop, patch,\n"
             "batch, filters, strides and iterations, each with its reason. All of them can be changed."));
}

void ProposalOffer::propose() {
    using ProposalJob = ResultJob<Proposal>;
    auto job = std::make_unique<ProposalJob>(tr("Proposing settings"),
                                             [folder = m_session.folder(), device = m_training.settings().device](
                                                 const Progress& progress, const std::stop_token& stop) {
                                                 return proposalFor(folder, device, progress, stop);
                                             });
    ProposalJob* const added = job.get();
    m_job = added;
    connect(added, &Job::finished, this, [this, added] {
        if (m_job == added) {
            take(added->take());
        }
    });
    connect(added, &Job::ended, this, [this, added] {
        if (m_job == added) {
            m_job = nullptr;
            setBusy(false);
        }
    });
    setBusy(true);
    m_session.jobs().startNow(std::move(job));
}

void ProposalOffer::take(const Proposal& proposal) {
    m_values = proposal.values;
    fill(m_preparation, proposal.preparation, m_values, true);
    fill(m_training, proposal.training, m_values, false);
    showReasons();
}

void ProposalOffer::forget() {
    m_job = nullptr;
    m_values.clear();
    setBusy(false);
    showReasons();
}

void ProposalOffer::showReasons() {
    const auto show = [this](SettingsForm& form, bool isOfPreparation) {
        std::map<std::string, QString> notes;
        for (const ProposedValue& one : m_values) {
            SettingEditor* const editor = one.isOfPreparation == isOfPreparation ? form.editor(one.key) : nullptr;
            if (editor == nullptr || !editor->isUsed()) {
                continue;
            }
            const QString reason = sentenceOf(one.reason);
            const bool isKept = editor->value() && textOf(*editor->value()) == one.value;
            notes[one.key] =
                isKept || !editor->value() ? reason : tr("Proposed: %1. %2").arg(proposedText(*editor, one), reason);
        }
        form.setNotes(notes);
    };
    show(m_preparation, true);
    show(m_training, false);
}

}  // namespace tandem
