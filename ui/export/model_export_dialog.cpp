#include "ui/export/model_export_dialog.h"

#include "storage/db/project.h"
#include "ui/session/project_session.h"
#include "ui/session/run_choice.h"
#include "ui/settings/settings_form.h"
#include "ui/theme/allow.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/name_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

ModelExportDialog::ModelExportDialog(ProjectSession& session, std::int64_t run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_runs(new NameBox(this, 24)),
      m_checkpoints(new QComboBox(this)),
      m_folder(new QLineEdit(this)),
      m_browse(new QPushButton(tr("Bro&wse…"), this)),
      m_overwrite(new QCheckBox(tr("Replace a &model that was exported there before"), this)) {
    setObjectName("modelDialog");
    setWindowTitle(tr("Export model"));
    build();
    offerRuns(*m_runs, session.project(), run);
    connect(m_runs, &QComboBox::currentIndexChanged, this, &ModelExportDialog::showRun);
    connect(m_folder, &QLineEdit::textChanged, this, &ModelExportDialog::check);
    connect(m_browse, &QPushButton::clicked, this, &ModelExportDialog::chooseFolder);
    // A project that is only looked at takes no exports either.
    const bool isReadOnly = m_session.project().isReadOnly();
    m_folder->setText(folderIn(isReadOnly ? documentsFolder()
                                          : QString::fromStdString(m_session.project().exportsFolder().string())));
    showRun();
}

void ModelExportDialog::build() {
    constexpr int kLeastWidth = 560;
    setMinimumWidth(kLeastWidth);
    auto* const about = new QLabel(
        tr("A folder that works without Tandem: the network as TorchScript with its maps of reliability, weights, how "
           "images are prepared, a Python script that predicts as Tandem does, and a generated case to try a machine "
           "with. No image or label of the project goes into it."),
        this);
    about->setWordWrap(true);
    m_runs->setObjectName("modelRun");
    m_checkpoints->setObjectName("modelCheckpoint");
    m_folder->setObjectName("modelFolder");
    m_browse->setObjectName("modelBrowse");
    m_overwrite->setObjectName("modelOverwrite");
    m_overwrite->setToolTip(tr("All that is in its folder goes."));
    auto* const folder = new QWidget(this);
    auto* const line = new QHBoxLayout(folder);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_folder, 1);
    line->addWidget(m_browse);
    auto* const form = new QFormLayout;
    const auto add = [&](const QString& title, QWidget* field, QWidget* buddy) {
        auto* const label = new QLabel(title, this);
        label->setFixedWidth(SettingsForm::kLabelWidth);
        label->setBuddy(buddy);
        form->addRow(label, field);
    };
    add(tr("&Run"), m_runs, m_runs);
    add(tr("C&heckpoint"), m_checkpoints, m_checkpoints);
    add(tr("F&older to make"), folder, m_folder);
    form->addRow(QString(), m_overwrite);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName("modelStart");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const rows = new QVBoxLayout(this);
    rows->addWidget(about);
    rows->addLayout(form);
    rows->addStretch();
    rows->addWidget(buttons);
}

void ModelExportDialog::showRun() {
    offerCheckpoints(*m_checkpoints, m_session.project(), runId());
    m_folder->setText(folderIn(QFileInfo(m_folder->text()).path()));
    check();
}

QString ModelExportDialog::folderIn(const QString& parent) const {
    return QDir(parent).filePath(QString("model-run-%1").arg(runId()));
}

void ModelExportDialog::chooseFolder() {
    const QString parent = QFileInfo(m_folder->text()).path();
    askForFolder(*this, tr("Make the model's folder in"), QDir(parent).exists() ? parent : documentsFolder(),
                 [this](const QString& chosen) { m_folder->setText(folderIn(chosen)); });
}

void ModelExportDialog::check() {
    const QString why = m_runs->count() == 0 ? tr("No run has a checkpoint yet; train one on the page Training.")
                        : m_folder->text().trimmed().isEmpty() ? tr("Name a folder.")
                                                               : QString();
    allow(*m_export, why, tr("Runs in the background."));
    m_folder->setToolTip(m_folder->text());  // the field is too narrow for most paths
}

ModelExportRequest ModelExportDialog::request() const {
    return {.runId = runId(),
            .checkpoint = static_cast<CheckpointKind>(m_checkpoints->currentData().toInt()),
            .folder = m_folder->text().trimmed().toStdString(),
            .overwrite = m_overwrite->isChecked()};
}

std::int64_t ModelExportDialog::runId() const {
    return m_runs->currentData().toLongLong();
}

}  // namespace tandem
