#include "ui/datasets/datasets_page.h"

#include "storage/db/case_repository.h"
#include "storage/export/nnunet_dataset.h"
#include "ui/datasets/case_questions.h"
#include "ui/datasets/cases/case_actions.h"
#include "ui/datasets/cases/case_edit.h"
#include "ui/datasets/cases/case_filter.h"
#include "ui/datasets/cases/case_filter_bar.h"
#include "ui/datasets/cases/case_table_model.h"
#include "ui/datasets/cases/case_table_view.h"
#include "ui/datasets/cases/case_toolbar.h"
#include "ui/datasets/cases/quick_look.h"
#include "ui/datasets/cases/thumbnail_store.h"
#include "ui/datasets/empty_datasets.h"
#include "ui/datasets/import/import_dialog.h"
#include "ui/datasets/labels/label_classes_dialog.h"
#include "ui/datasets/labels/label_map_dialog.h"
#include "ui/datasets/nnunet_dialog.h"
#include "ui/datasets/splits/patient_leaks.h"
#include "ui/datasets/splits/split_dialog.h"
#include "ui/datasets/statistics/statistics_view.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/predict_dialog.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/translated.h"

#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <utility>

namespace tandem {
namespace {

enum StackPage { kNotRead, kEmpty, kFilled };

}  // namespace

DatasetsPage::DatasetsPage(ProjectSession& session, QWidget* parent)
    : ProjectPage(session, ProjectPart::Cases | ProjectPart::Labels | ProjectPart::Splits | ProjectPart::Runs, parent),
      m_cases(new CaseTableModel(session, this)),
      m_filter(new CaseFilter(*m_cases, this)),
      m_actions(new CaseActions(session, this)),
      m_questions(new CaseQuestions(this)),
      m_thumbnails(new ThumbnailStore(session, this)),
      m_toolbar(new CaseToolbar(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyDatasets(m_stack)),
      m_tabs(new QTabWidget(m_stack)),
      m_statistics(new StatisticsView(session, *m_cases, m_tabs)),
      m_told(new QLabel(this)) {
    setObjectName("datasetsPage");
    m_cases->setThumbnails(*m_thumbnails);
    m_stack->setObjectName("datasetsStack");
    m_stack->insertWidget(kNotRead, new QWidget(m_stack));
    m_stack->insertWidget(kEmpty, m_empty);
    m_stack->insertWidget(kFilled, m_tabs);
    m_tabs->setObjectName("datasetsTabs");
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeCases(), QString());
    m_tabs->addTab(m_statistics, QString());
    m_told->setObjectName("datasetsTold");
    m_told->setWordWrap(true);
    m_told->hide();
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_toolbar);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_told);
    connectToolbar();
    connectParts();
    addShortcuts();
    keepTranslated(*this, [this] {
        retranslate();
        showSelection();
        m_told->hide();  // in the words of the language before; the log keeps what happened
    });
}

QWidget* DatasetsPage::makeCases() {
    auto* const splitter = new QSplitter(Qt::Horizontal, m_tabs);
    auto* const left = new QWidget(splitter);
    m_filterBar = new CaseFilterBar(*m_cases, *m_filter, left);
    m_table = new CaseTableView(*m_filter, *m_thumbnails, left);
    auto* const layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_table, 1);
    m_quickLook = new QuickLook(m_session, splitter);
    splitter->addWidget(left);
    constexpr int kLeastTable = 560;
    m_side = new FoldingSide(m_quickLook, Qt::RightEdge, kLeastTable, this);
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({900, 250});
    return splitter;
}

void DatasetsPage::connectToolbar() {
    const auto offer = [this](const std::vector<std::filesystem::path>& paths) { offerImport(paths); };
    connect(m_toolbar, &CaseToolbar::importFilesWanted, this, [this, offer] { m_questions->askForFiles(offer); });
    connect(m_toolbar, &CaseToolbar::importFolderWanted, this, &DatasetsPage::chooseFolder);
    connect(m_empty, &EmptyDatasets::importWanted, this, &DatasetsPage::chooseFolder);
    connect(m_toolbar, &CaseToolbar::classesWanted, this, &DatasetsPage::editClasses);
    connect(m_toolbar, &CaseToolbar::splitsWanted, this, &DatasetsPage::editSplits);
    connect(m_toolbar, &CaseToolbar::nnunetWanted, this, &DatasetsPage::askForNnunet);
    connect(m_toolbar, &CaseToolbar::tagWanted, this, &DatasetsPage::askForTag);
    connect(m_toolbar, &CaseToolbar::remapWanted, this, &DatasetsPage::remap);
    connect(m_toolbar, &CaseToolbar::removeWanted, this, &DatasetsPage::askToRemove);
    connect(m_toolbar, &CaseToolbar::locateWanted, this, [this] {
        askForFolder(*this, tr("Where to look for the missing files"), {},
                     [this](const QString& folder) { m_actions->locateMissing(folder.toStdString()); });
    });
}

void DatasetsPage::connectParts() {
    connect(m_cases, &CaseTableModel::loaded, this, &DatasetsPage::takeCases);
    connect(m_cases, &CaseTableModel::patientNamed, this, &DatasetsPage::tellOfLeaks);
    connect(m_table, &CaseTableView::casesSelected, this, &DatasetsPage::showSelection);
    connect(m_table, &QTableView::customContextMenuRequested, this, &DatasetsPage::showMenu);
    connect(m_actions, &CaseActions::told, this, &DatasetsPage::tell);
}

void DatasetsPage::addShortcuts() {
    const auto add = [this](const char* name, const QKeySequence& keys, QWidget* scope, auto target) {
        auto* const shortcut = new QShortcut(keys, scope);
        shortcut->setObjectName(name);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, target);
    };
    add("searchKey", QKeySequence::Find, this, [this] {
        m_tabs->setCurrentIndex(0);
        m_filterBar->focusSearch();
    });
    add("removeKey", QKeySequence::Delete, m_table, [this] { askToRemove(); });
}

void DatasetsPage::reread() {
    m_cases->reload();
}

void DatasetsPage::retranslate() {
    m_tabs->setTabText(0, tr("Cases"));
    m_tabs->setTabText(1, tr("Statistics"));
    findChild<QShortcut*>("searchKey")->setWhatsThis(tr("Search the cases"));
    findChild<QShortcut*>("removeKey")->setWhatsThis(tr("Remove the selected cases"));
    m_side->setTitle(tr("the selected case"));
    m_cases->retranslate();
}

void DatasetsPage::takeCases() {
    m_stack->setCurrentIndex(m_cases->rows().empty() ? kEmpty : kFilled);
    if (!m_cases->rows().empty() && !m_table->selectionModel()->hasSelection()) {
        m_table->selectRow(0);
    }
    showSelection();
}

void DatasetsPage::showSelection() {
    const std::vector<std::int64_t> ids = m_table->selectedCases();
    const auto hasLabel = [this](std::int64_t id) {
        const CaseRow* row = m_cases->find(id);
        return row != nullptr && row->record.label.has_value();
    };
    m_toolbar->setScope({.hasCases = !m_cases->rows().empty(),
                         .isAnyMissing = std::ranges::any_of(m_cases->rows(), &CaseRow::isMissing),
                         .selected = static_cast<int>(ids.size()),
                         .isLabelSelected = std::ranges::any_of(ids, hasLabel)});
    const CaseRow* row = ids.size() == 1 ? m_cases->find(ids.front()) : nullptr;
    if (row != nullptr) {
        m_quickLook->look(row->record, m_cases->scheme());
    } else {
        m_quickLook->clear(static_cast<int>(ids.size()));
    }
}

void DatasetsPage::offerImport(const std::vector<std::filesystem::path>& inputs) {
    if (m_session.isToLook()) {
        Q_EMIT m_session.failed(QString::fromStdString(m_session.project().whyReadOnly()), {});
        return;
    }
    auto* const dialog = new ImportDialog(m_session, inputs, this);
    connect(dialog, &ImportDialog::importWanted, m_actions, &CaseActions::import);
    openDialog(*dialog);
}

void DatasetsPage::chooseFolder() {
    askForFolder(*this, tr("Import a folder"), {},
                 [this](const QString& folder) { offerImport({folder.toStdString()}); });
}

void DatasetsPage::askToRemove() {
    const std::vector<std::int64_t> ids = m_table->selectedCases();
    if (!ids.empty() && !m_session.isToLook()) {
        m_questions->askToRemove(static_cast<int>(ids.size()), [this, ids] { m_actions->remove(ids); });
    }
}

void DatasetsPage::askForTag() {
    m_questions->askForTag([this, ids = m_table->selectedCases()](const QString& tag) { m_actions->addTag(ids, tag); });
}

void DatasetsPage::editClasses() {
    openDialog(*new LabelClassesDialog(m_session, this));
}

void DatasetsPage::editSplits() {
    openDialog(*new SplitDialog(m_session, splitCandidatesOf(m_cases->rows()), this));
}

void DatasetsPage::askForNnunet() {
    m_session.attempt([&] {
        auto* const dialog = new NnunetDialog(m_session.project(), this);
        connect(dialog, &QDialog::accepted, this, [this, dialog] { writeNnunet(dialog->splitId(), dialog->folder()); });
        openDialog(*dialog);
    });
}

void DatasetsPage::writeNnunet(std::optional<std::int64_t> splitId, const std::filesystem::path& folder) {
    auto job = std::make_unique<ResultJob<NnunetDataset>>(
        tr("Export for nnU-Net"),
        [project = m_session.folder(), splitId, folder](const Progress& progress, const std::stop_token& stop) {
            return writeNnunetDataset(Project::open(project, ProjectAccess::ReadOnly), splitId, folder, progress, stop);
        });
    auto* const writing = job.get();
    connect(writing, &Job::finished, this, [this, writing, folder] {
        const NnunetDataset made = writing->take();
        tell(tr("Wrote %1 cases to train on, %2 to test with and %3 without a label to %4.")
                 .arg(made.training)
                 .arg(made.test)
                 .arg(made.unlabelled)
                 .arg(QString::fromStdString(folder.string())));
    });
    m_session.jobs().startNow(std::move(job));
}

void DatasetsPage::tell(const QString& sentence) {
    m_told->setText(breakable(sentence));
    m_told->show();
}

void DatasetsPage::remap() {
    auto* const dialog = new LabelMapDialog(m_session, m_table->selectedCases(), this);
    connect(dialog, &LabelMapDialog::mapWanted, m_actions, &CaseActions::remap);
    openDialog(*dialog);
}

void DatasetsPage::tellOfLeaks(std::int64_t caseId, const QString& before) {
    m_session.attempt([&] {
        const QString warning = leakWarning(splitsDividing(m_session.project(), caseId));
        if (!warning.isEmpty()) {
            m_questions->askAboutLeak(
                warning, [this, caseId] { copyUndividedSplits(caseId); },
                [this, caseId, before] { takePatientBack(caseId, before); });
        }
    });
}

void DatasetsPage::copyUndividedSplits(std::int64_t caseId) {
    m_session.attempt([&] {
        const QStringList names = copyUndivided(m_session.project(), splitsDividing(m_session.project(), caseId));
        Q_EMIT m_session.splitsChanged();
        Q_EMIT m_actions->told(tr("Made the split %1, in which each patient is on one side.").arg(names.join(", ")));
    });
}

void DatasetsPage::takePatientBack(std::int64_t caseId, const QString& before) {
    m_session.attempt([&] {
        CaseRecord record = m_session.project().cases().get(caseId);
        storePatient(m_session.project(), record, before);
        Q_EMIT m_session.casesChanged();
    });
}

void DatasetsPage::predict() {
    auto* const dialog = new PredictDialog(m_session, 0, this, m_table->selectedCases());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { queuePrediction(m_session, dialog->request()); });
    openDialog(*dialog);
}

void DatasetsPage::showMenu(const QPoint& position) {
    const std::vector<std::int64_t> ids = m_table->selectedCases();
    if (ids.empty()) {
        return;
    }
    auto* const menu = new QMenu(this);
    menu->setObjectName("caseMenu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const inspect = menu->addAction(tr("I&nspect"), this, [this, ids] {
        Q_EMIT m_session.showCase(0, ids.front());  // the image with its label, without a run
    });
    inspect->setEnabled(ids.size() == 1);
    if (!m_session.isToLook()) {
        addChanges(*menu, ids);
    }
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void DatasetsPage::addChanges(QMenu& menu, const std::vector<std::int64_t>& ids) {
    QAction* const correct =
        menu.addAction(tr("&Correct the label…"), this, [this, ids] { Q_EMIT m_session.correctCase(0, ids.front()); });
    correct->setEnabled(ids.size() == 1);
    menu.addAction(tr("&Predict…"), this, &DatasetsPage::predict);
    menu.addSeparator();
    menu.addAction(tr("Add &tag…"), this, &DatasetsPage::askForTag);
    menu.addAction(tr("&Exclude from new splits"), this, [this, ids] { m_actions->setExcluded(ids, true); });
    menu.addAction(tr("&Include in new splits again"), this, [this, ids] { m_actions->setExcluded(ids, false); });
    menu.addSeparator();
    menu.addAction(tr("&Remove from the project…"), this, &DatasetsPage::askToRemove);
}

}  // namespace tandem
