#include "ui/datasets/import_dialog.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/import/import_checks.h"
#include "ui/session/project_session.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

bool isHdf5(const PlannedFile& file) {
    const std::string extension = file.path.extension().string();
    return extension == ".h5" || extension == ".hdf5";
}

CheckedCase check(const Project& project, const PlannedCase& planned, std::size_t row, const LabelScheme& scheme,
                  const ImportOptions& options, const std::stop_token& stop) {
    CheckedCase checked{.row = row};
    try {
        const IdentifiedCase identified = identify(planned, stop);
        checked.isKnown = !project.cases().withImageHash(identified.images.front().contentHash).empty();
        checked.record = checkCase(planned, identified, scheme, options, stop);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::OutOfMemory) {
            throw;
        }
        checked.record.findings = planned.findings;
        checked.record.findings.push_back({FindingSeverity::Refusal, error.what(), {}});
    }
    return checked;
}

/// Ends the job without destroying it while it emits.
template <class JobType>
JobType* released(std::unique_ptr<JobType>& job, QObject* owner) {
    JobType* const ended = job.release();
    ended->setParent(owner);
    ended->deleteLater();
    return ended;
}

}  // namespace

ImportDialog::ImportDialog(ProjectSession& session, LabelScheme scheme, std::vector<std::filesystem::path> inputs,
                           QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_scheme(std::move(scheme)),
      m_inputs(std::move(inputs)),
      m_preview(new ImportPreviewModel(m_scheme, this)) {
    setObjectName("importDialog");
    setWindowTitle(tr("Import"));
    build();
    resize(1060, 620);
    startPlanning();
}

ImportDialog::~ImportDialog() = default;

QWidget* ImportDialog::makeOptions() {
    auto* const box = new QWidget(this);
    auto* const form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    m_suffix = new QLineEdit(box);
    m_suffix->setObjectName("importSuffix");
    m_suffix->setPlaceholderText(tr("all images; or for example _flair"));
    form->addRow(tr("Only images ending with"), m_suffix);
    m_values = new QLineEdit(box);
    m_values->setObjectName("importValues");
    m_values->setPlaceholderText(tr("as the project's classes say; or for example 0=0, 255=1"));
    m_values->setToolTip(tr("Voxel value = number of the class, where a label's values are not those of the classes."));
    form->addRow(tr("Label values"), m_values);
    m_spacingRow = new QWidget(box);
    auto* const row = new QHBoxLayout(m_spacingRow);
    row->setContentsMargins(0, 0, 0, 0);
    for (QDoubleSpinBox*& spin : m_spacing) {
        spin = new QDoubleSpinBox(m_spacingRow);
        spin->setObjectName("importSpacing");
        spin->setRange(0, 100);
        spin->setDecimals(4);
        spin->setSingleStep(0.1);
        spin->setSuffix(tr(" mm"));
        spin->setSpecialValueText(tr("not given"));
        spin->setKeyboardTracking(false);
        connect(spin, &QDoubleSpinBox::valueChanged, this, &ImportDialog::startPlanning);
        row->addWidget(spin);
    }
    row->addStretch();
    form->addRow(tr("Spacing, as these files do not say it"), m_spacingRow);
    m_spacingLabel = form->labelForField(m_spacingRow);
    for (QLineEdit* edit : {m_suffix, m_values}) {
        // Leaving an unchanged field must not start again, as that would swallow the click on Import.
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
            if (edit->isModified()) {
                edit->setModified(false);
                startPlanning();
            }
        });
    }
    return box;
}

void ImportDialog::build() {
    m_table = new QTableView(this);
    m_table->setObjectName("importTable");
    m_table->setModel(m_preview);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const std::array<int, 6> widths{130, 80, 150, 150, 240, 120};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        m_table->setColumnWidth(static_cast<int>(column), widths[column]);
    }
    m_state = new QLabel(this);
    m_state->setObjectName("importState");
    m_state->setWordWrap(true);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName("importAccept");
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_preview, &QAbstractItemModel::dataChanged, this, [this] { showState(m_state->text()); });

    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(makeOptions());
    layout->addWidget(m_table, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    m_spacingRow->hide();
    m_spacingLabel->hide();
}

bool ImportDialog::needsSpacing() const {
    return std::ranges::any_of(m_preview->plan().cases,
                               [](const PlannedCase& one) { return std::ranges::any_of(one.images, isHdf5); });
}

ImportOptions ImportDialog::options() const {
    ImportOptions chosen;
    chosen.imageSuffix = m_suffix->text().trimmed().toStdString();
    chosen.labelValues = parseLabelValues(m_values->text().remove(' ').toStdString());
    if (std::ranges::all_of(m_spacing, [](const QDoubleSpinBox* spin) { return spin->value() > 0; })) {
        chosen.spacingMm = Vector3{m_spacing[0]->value(), m_spacing[1]->value(), m_spacing[2]->value()};
    }
    chosen.check();
    return chosen;
}

void ImportDialog::startPlanning() {
    m_mustPlanAgain = m_planning || m_checking;
    if (m_mustPlanAgain) {
        if (m_planning) {
            m_planning->cancel();
        }
        if (m_checking) {
            m_checking->cancel();
        }
        return;
    }
    try {
        const ImportOptions chosen = options();
        m_planning = std::make_unique<ResultJob<ImportPlan>>(
            tr("Looking for images"),
            [inputs = m_inputs, chosen](const Progress& progress, const std::stop_token& stop) {
                return planImport(inputs, chosen, progress, stop);
            });
    } catch (const Error& error) {
        m_preview->setPlan({});
        showState(QString::fromUtf8(error.what()));
        return;
    }
    connect(m_planning.get(), &Job::ended, this, &ImportDialog::takePlan);
    m_progress->setRange(0, 0);
    m_progress->show();
    m_planning->start();
    showState(tr("Looking for images..."));
}

void ImportDialog::takePlan() {
    ResultJob<ImportPlan>* const job = released(m_planning, this);
    if (m_mustPlanAgain) {
        startPlanning();
        return;
    }
    if (job->state() != JobState::Finished) {
        m_progress->hide();
        showState(job->message());
        return;
    }
    m_preview->setPlan(std::move(job->result()));
    m_spacingRow->setVisible(needsSpacing());
    m_spacingLabel->setVisible(needsSpacing());
    startChecking();
}

void ImportDialog::startChecking() {
    // Of its own for every check, so that nothing of a cancelled one comes in late.
    m_mailbox = std::make_shared<Mailbox>();
    m_checking = std::make_unique<Job>(
        tr("Checking the files"),
        [plan = m_preview->plan(), chosen = options(), scheme = m_scheme, folder = m_session.folder(),
         mailbox = m_mailbox](const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            for (std::size_t row = 0; row < plan.cases.size(); ++row) {
                throwIfStopped(stop);
                CheckedCase checked = check(project, plan.cases[row], row, scheme, chosen, stop);
                {
                    const std::lock_guard lock(mailbox->mutex);
                    mailbox->cases.push_back(std::move(checked));
                }
                progress(static_cast<double>(row + 1) / static_cast<double>(plan.cases.size()), plan.cases[row].name);
            }
        });
    connect(m_checking.get(), &Job::progressed, this, &ImportDialog::takeChecked);
    connect(m_checking.get(), &Job::ended, this, &ImportDialog::endChecking);
    m_progress->setRange(0, 1000);
    m_progress->setValue(0);
    m_checking->start();
    showState(tr("Reading and checking every file. You may import before this is done."));
}

void ImportDialog::takeChecked() {
    std::vector<CheckedCase> checked;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        checked.swap(m_mailbox->cases);
    }
    m_preview->takeChecked(checked);
    if (m_checking) {
        m_progress->setValue(static_cast<int>(m_checking->fraction() * 1000));
    }
}

void ImportDialog::endChecking() {
    const Job* const job = released(m_checking, this);
    if (m_mustPlanAgain) {
        startPlanning();
        return;
    }
    takeChecked();
    m_progress->hide();
    if (job->state() == JobState::Failed) {
        showState(job->message());
        return;
    }
    QStringList told{
        tr("%1 cases found, %2 can be imported.").arg(m_preview->rowCount()).arg(m_preview->chosenCount())};
    if (m_preview->refusedCount() > 0) {
        told.append(tr("%1 cannot be used as they are; the table says why.").arg(m_preview->refusedCount()));
    }
    if (m_preview->plan().ignoredFiles > 0) {
        told.append(tr("%1 other files are left alone.").arg(m_preview->plan().ignoredFiles));
    }
    for (const Finding& finding : m_preview->plan().findings) {
        told.append(QString::fromStdString(finding.sentence + " " + finding.fix));
        constexpr int kMostSentences = 6;
        if (told.size() > kMostSentences) {
            break;
        }
    }
    showState(told.join(' '));
}

void ImportDialog::showState(const QString& sentence) {
    m_state->setText(sentence);
    const int count = m_preview->chosenCount();
    m_import->setEnabled(count > 0 && !m_planning);
    m_import->setText(count > 0 ? tr("Import %1").arg(count) : tr("Import"));
    m_import->setToolTip(m_import->isEnabled() ? QString() : tr("There is no case to import in the table."));
}

void ImportDialog::accept() {
    if (!m_import->isEnabled()) {
        return;
    }
    try {
        Q_EMIT importWanted(m_preview->chosen(), options());
    } catch (const Error& error) {
        showState(QString::fromUtf8(error.what()));
        return;
    }
    QDialog::accept();
}

}  // namespace tandem
