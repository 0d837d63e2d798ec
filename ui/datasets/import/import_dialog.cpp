#include "ui/datasets/import/import_dialog.h"

#include "core/volume/unknown_class.h"
#include "storage/db/label_repository.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/import/import_memory.h"
#include "ui/datasets/import/import_options_form.h"
#include "ui/datasets/import/import_preview_model.h"
#include "ui/datasets/import/import_probe.h"
#include "ui/datasets/import/label_choice_delegate.h"
#include "ui/datasets/import/pairing_bar.h"
#include "ui/datasets/labels/classes_question.h"
#include "ui/datasets/labels/label_classes_dialog.h"
#include "ui/datasets/labels/label_map_dialog.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/column_fit.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/table_look.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

bool isHdf5(const PlannedFile& file) {
    const std::string extension = file.path.extension().string();
    return extension == ".h5" || extension == ".hdf5";
}

}  // namespace

ImportDialog::ImportDialog(ProjectSession& session, std::vector<std::filesystem::path> inputs, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_preview(new ImportPreviewModel(session.project().labels().scheme(), this)),
      m_probe(new ImportProbe(session.folder(), inputs, this)),
      m_options(new ImportOptionsForm(this)),
      m_pairing(new PairingBar(this)),
      m_inputs(std::move(inputs)),
      m_table(new QTableView(this)),
      m_findings(new QLabel(this)),
      m_mapValues(new QPushButton(tr("&Map values…"), this)),
      m_classes(new QPushButton(tr("&Label classes…"), this)),
      m_state(new QLabel(this)),
      m_progress(new QProgressBar(this)) {
    setObjectName("importDialog");
    setWindowTitle(tr("Import"));
    build();
    connectParts();
    QSettings settings;
    m_choices = ImportMemory(settings, m_inputs).recall();
    m_pairing->setPatterns(m_choices);
    resize(1200, 700);
    look();
}

void ImportDialog::build() {
    buildTable();
    m_state->setObjectName("importState");
    m_state->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    // Return shall never cancel.
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName("importAccept");
    m_import->setDefault(true);
    m_import->setMinimumWidth(130);  // so that it does not jump with its number
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_options);
    layout->addWidget(m_pairing);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeFixes());
    layout->addWidget(m_progress);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
}

void ImportDialog::buildTable() {
    m_table->setObjectName("importTable");
    m_table->setAccessibleName(tr("What was found"));
    m_table->setModel(m_preview);
    showAsList(*m_table);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setItemDelegateForColumn(ImportPreviewModel::Label, new LabelChoiceDelegate(m_table));
    const std::array<int, 6> widths{130, 80, 240, 130, 210, 110};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        m_table->setColumnWidth(static_cast<int>(column), widths[column]);
    }
    auto* const fit = new ColumnFit(*m_table, ImportPreviewModel::Images);
    constexpr int kWidestName = 180;  // so that the findings are seen
    fit->setWidest(ImportPreviewModel::Name, kWidestName);
    fit->setWidest(ImportPreviewModel::Label, kWidestName);
}

QWidget* ImportDialog::makeFixes() {
    auto* const box = new QWidget(this);
    m_findings->setObjectName("importFindings");
    m_findings->setTextFormat(Qt::RichText);
    m_findings->setWordWrap(true);
    m_findings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_findings->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_findings->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_mapValues->setObjectName("importMapValues");
    m_classes->setObjectName("importClasses");
    m_classes->setToolTip(tr("Names, colours and voxel values of the structures"));
    auto* const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_findings, 1);
    for (QPushButton* button : {m_mapValues, m_classes}) {
        button->setAutoDefault(false);
        row->addWidget(button, 0, Qt::AlignTop);
    }
    return box;
}

void ImportDialog::connectParts() {
    connect(m_options, &ImportOptionsForm::changed, this, &ImportDialog::look);
    connect(m_probe, &ImportProbe::planned, this, &ImportDialog::takePlan);
    connect(m_probe, &ImportProbe::checked, m_preview, &ImportPreviewModel::takeChecked);
    connect(m_probe, &ImportProbe::progressed, this,
            [this](double fraction) { m_progress->setValue(static_cast<int>(fraction * 1000)); });
    connect(m_probe, &ImportProbe::ended, this, &ImportDialog::takeEnd);
    connect(m_preview, &QAbstractItemModel::dataChanged, this, [this] {
        showState(m_state->text());
        showFindings();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportDialog::showFindings);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { showState(m_state->text()); });
    connect(m_pairing, &PairingBar::patternsChanged, this, &ImportDialog::look);
    connect(m_pairing, &PairingBar::selectionAreLabels, this, [this] { takeForLabels(selectedRows()); });
    connect(m_pairing, &PairingBar::probableAreLabels, this, [this] { takeForLabels(m_preview->probableLabels()); });
    connect(m_pairing, &PairingBar::classesWanted, this, &ImportDialog::takeClasses);
    connect(m_pairing, &PairingBar::forgetWanted, this, &ImportDialog::forgetChoices);
    // Later, as the table's editor is still at work.
    connect(
        m_preview, &ImportPreviewModel::labelChosen, this,
        [this](const std::filesystem::path& image, const std::filesystem::path& label) {
            m_choices.labelOf[image] = label;
            look();
        },
        Qt::QueuedConnection);
    connect(m_mapValues, &QPushButton::clicked, this, &ImportDialog::mapValues);
    connect(m_classes, &QPushButton::clicked, this, &ImportDialog::editClasses);
    connect(&m_session, &ProjectSession::labelsChanged, this, &ImportDialog::look);
}

QString ImportDialog::lookingSentence() const {
    return m_isWanted ? tr("Looking for images, then importing them…") : tr("Looking for images…");
}

void ImportDialog::look() {
    // What was wanted before is no longer what will be found.
    m_isWanted = false;
    const QString complaint = complaintOf([this] {
        const LabelScheme scheme = m_session.project().labels().scheme();
        m_preview->setScheme(scheme);
        ImportOptions options = m_options->options();
        m_choices.imageNames = m_pairing->imageNames().toStdString();
        m_choices.labelNames = m_pairing->labelNames().toStdString();
        options.pairing = m_choices;
        m_areOptionsGood = true;
        m_probe->look(options, scheme);
    });
    if (!complaint.isEmpty()) {
        m_areOptionsGood = false;
        m_probe->stop();
        m_progress->hide();
        showState(complaint);
        return;
    }
    m_progress->setValue(0);
    m_progress->show();
    showState(lookingSentence());
}

void ImportDialog::takePlan(const ImportPlan& plan) {
    m_preview->setPlan(plan);
    m_pairing->setPlan(plan, plan.classes && plan.classes->names() == m_session.project().labels().scheme().names());
    if (!m_areOptionsGood) {
        return;  // it was found before the options became unusable, which is what stands there
    }
    m_options->setSpacingWanted(std::ranges::any_of(
        plan.cases, [](const PlannedCase& one) { return std::ranges::any_of(one.images, isHdf5); }));
    m_options->setStructuresWanted(
        std::ranges::any_of(plan.cases, [](const PlannedCase& one) { return !one.classFiles.empty(); }));
    if (!plan.cases.empty()) {
        m_table->setCurrentIndex(m_preview->index(0, 0));
    }
    m_progress->setValue(0);
    showState(tr("Reading and checking every file. You may import before this is done."));
    showFindings();
    if (std::exchange(m_isWanted, false)) {
        accept();
    }
}

void ImportDialog::takeEnd(const QString& failure) {
    m_progress->hide();
    m_isWanted = false;
    if (m_areOptionsGood) {
        showState(failure.isEmpty() ? summary() : failure);
    }
    showFindings();
}

QString ImportDialog::summary() const {
    QStringList told{tr("%n case(s) found.", nullptr, m_preview->rowCount())};
    if (m_preview->refusedCount() > 0) {
        told.append(tr("%n cannot be used as it is; the table says why.", nullptr, m_preview->refusedCount()));
    }
    const ImportPlan& plan = m_preview->plan();
    if (plan.ignoredFiles > 0) {
        told.append(tr("%n other file(s) are left alone.", nullptr, static_cast<int>(plan.ignoredFiles)));
    }
    constexpr std::size_t kMostFindings = 4;
    for (std::size_t index = 0; index < std::min(plan.findings.size(), kMostFindings); ++index) {
        told.append(QString::fromStdString(plan.findings[index].sentence + " " + plan.findings[index].fix));
    }
    if (plan.findings.size() > kMostFindings) {
        told.append(tr("%n more finding(s) on files that became no case.", nullptr,
                       static_cast<int>(plan.findings.size() - kMostFindings)));
    }
    return told.join(' ');
}

void ImportDialog::showState(const QString& sentence) {
    m_state->setText(breakable(sentence));
    const int count = m_preview->chosenCount();
    // Leaving a field begins a look, and what is pressed next may be one of these: a look forbids neither.
    const bool isLooking = m_areOptionsGood && m_probe->isPlanning();
    const QString obstacle = !m_areOptionsGood          ? sentence
                             : !isLooking && count == 0 ? tr("There is no case to import in the table.")
                                                        : QString();
    allow(*m_import, obstacle, isLooking ? tr("Imports what will be found") : QString());
    if (!isLooking) {
        m_import->setText(count > 0 && m_areOptionsGood ? tr("&Import %1").arg(count) : tr("&Import"));
    }
    m_pairing->setScope(static_cast<int>(selectedRows().size()), static_cast<int>(m_preview->probableLabels().size()),
                        !m_choices.areNone());
    allow(*m_mapValues, m_preview->labelValues().empty() ? tr("No label was read yet.") : QString(),
          tr("Say which classes the voxel values of the labels mean"));
}

void ImportDialog::showFindings() {
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        m_findings->setText(m_preview->rowCount() == 0 ? QString() : tr("Select a case to see what was found."));
        return;
    }
    QStringList lines;
    for (const Finding& finding : m_preview->findingsAt(current.row())) {
        lines.append(QStringLiteral("<b>%1.</b> %2 <i>%3</i>")
                         .arg(severityText(finding.severity), QString::fromStdString(finding.sentence).toHtmlEscaped(),
                              QString::fromStdString(finding.fix).toHtmlEscaped()));
    }
    const QString name = current.siblingAtColumn(ImportPreviewModel::Name).data().toString().toHtmlEscaped();
    const QString state = current.siblingAtColumn(ImportPreviewModel::Findings).data().toString().toHtmlEscaped();
    m_findings->setText(lines.isEmpty() ? tr("%1: findings: %2").arg(name, state) : lines.join(QStringLiteral("<br>")));
}

void ImportDialog::mapValues() {
    LabelValueMap current = m_probe->options().labelValues;
    for (const PlannedCase& planned : m_preview->plan().cases) {
        if (planned.unknownValue) {
            current.emplace(*planned.unknownValue, kUnknownClass);
        }
    }
    auto* const dialog =
        new LabelMapDialog(m_session.project().labels().scheme(), m_preview->labelValues(), current, this);
    connect(dialog, &LabelMapDialog::mapWanted, this,
            [this](const std::vector<std::int64_t>&, const LabelValueMap& map) { m_options->setLabelValues(map); });
    openDialog(*dialog);
}

void ImportDialog::editClasses() {
    openDialog(*new LabelClassesDialog(m_session, this));
}

void ImportDialog::takeClasses() {
    storeClasses(m_session, *this, m_preview->plan().classes.value(), [this](const QString& complaint) {
        if (!complaint.isEmpty()) {
            showState(complaint);
        }
    });
}

std::vector<int> ImportDialog::selectedRows() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    return rows;
}

void ImportDialog::takeForLabels(const std::vector<int>& rows) {
    for (const int row : rows) {
        for (const PlannedFile& image : m_preview->plan().cases[static_cast<std::size_t>(row)].images) {
            m_choices.labels.insert(image.path);
            m_choices.labelOf.erase(image.path);
        }
    }
    look();
}

void ImportDialog::forgetChoices() {
    m_choices = {};
    m_pairing->setPatterns(m_choices);
    look();
}

void ImportDialog::accept() {
    if (m_import->isEnabled() && m_probe->isPlanning()) {
        m_isWanted = true;
        showState(lookingSentence());
    } else if (m_import->isEnabled()) {
        QSettings settings;
        ImportMemory(settings, m_inputs).keep(m_choices);
        Q_EMIT importWanted(m_preview->chosen(), m_probe->options());
        QDialog::accept();
    }
}

}  // namespace tandem
