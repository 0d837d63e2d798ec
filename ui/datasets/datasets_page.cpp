#include "ui/datasets/datasets_page.h"

#include "ui/datasets/case_actions.h"
#include "ui/datasets/case_filter.h"
#include "ui/datasets/case_table_model.h"
#include "ui/datasets/import_dialog.h"
#include "ui/datasets/quick_look.h"
#include "ui/datasets/split_dialog.h"
#include "ui/session/project_session.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tandem {
namespace {

/// The files and folders among what is dragged; none when a project is among them, which the window opens.
std::vector<std::filesystem::path> inputsIn(const QMimeData& dragged) {
    std::vector<std::filesystem::path> inputs;
    for (const QUrl& url : dragged.urls()) {
        const std::filesystem::path path = url.toLocalFile().toStdString();
        if (path.empty()) {
            continue;
        }
        std::error_code ignored;
        if (std::filesystem::exists(path / "project.sqlite", ignored)) {
            return {};
        }
        inputs.push_back(path);
    }
    return inputs;
}

QPushButton* makeButton(const QString& name, const QString& text, QWidget* parent) {
    auto* const button = new QPushButton(text, parent);
    button->setObjectName(name);
    return button;
}

}  // namespace

DatasetsPage::DatasetsPage(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_cases(new CaseTableModel(session, this)),
      m_filter(new CaseFilter(*m_cases, this)),
      m_actions(new CaseActions(session, this)) {
    setObjectName("datasetsPage");
    setAcceptDrops(true);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(makeActions());
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName("datasetsStack");
    m_stack->addWidget(new QWidget(m_stack));  // until the cases are read
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(makeCases());
    layout->addWidget(m_stack, 1);
    m_told = new QLabel(this);
    m_told->setObjectName("datasetsTold");
    m_told->setWordWrap(true);
    m_told->hide();
    layout->addWidget(m_told);
    connectParts();
    showSelection();
}

QWidget* DatasetsPage::makeActions() {
    auto* const bar = new QWidget(this);
    auto* const row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    QPushButton* const files = makeButton("importFiles", tr("Import files..."), bar);
    QPushButton* const folder = makeButton("importFolder", tr("Import folder..."), bar);
    m_remove = makeButton("removeCases", tr("Remove"), bar);
    m_locate = makeButton("locateMissing", tr("Locate missing..."), bar);
    m_splits = makeButton("editSplits", tr("Splits..."), bar);
    for (QPushButton* button : {files, folder, m_splits, m_locate, m_remove}) {
        row->addWidget(button);
    }
    row->addStretch();
    connect(files, &QPushButton::clicked, this, &DatasetsPage::chooseFiles);
    connect(folder, &QPushButton::clicked, this, &DatasetsPage::chooseFolder);
    connect(m_remove, &QPushButton::clicked, this, &DatasetsPage::askToRemove);
    connect(m_locate, &QPushButton::clicked, this, &DatasetsPage::chooseSearchFolder);
    connect(m_splits, &QPushButton::clicked, this, &DatasetsPage::editSplits);
    return bar;
}

QWidget* DatasetsPage::makeFilters() {
    auto* const bar = new QWidget(this);
    auto* const row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_search = new QLineEdit(bar);
    m_search->setObjectName("searchCases");
    m_search->setPlaceholderText(tr("Search name, patient, tag, finding"));
    m_search->setClearButtonEnabled(true);
    m_search->setAcceptDrops(false);
    m_kind = new QComboBox(bar);
    m_kind->setObjectName("caseKind");
    const std::array<std::pair<QString, CaseKind>, 7> kinds{{{tr("All cases"), CaseKind::All},
                                                             {tr("Labelled"), CaseKind::Labelled},
                                                             {tr("Unlabelled"), CaseKind::Unlabelled},
                                                             {tr("Prediction reviewed"), CaseKind::Reviewed},
                                                             {tr("Excluded"), CaseKind::Excluded},
                                                             {tr("With findings"), CaseKind::WithFindings},
                                                             {tr("File missing"), CaseKind::Missing}}};
    for (const auto& [text, kind] : kinds) {
        m_kind->addItem(text, static_cast<int>(kind));
    }
    m_shownSplit = new QComboBox(bar);
    m_shownSplit->setObjectName("shownSplit");
    m_shownSplit->setToolTip(tr("The split whose roles the table shows"));
    m_count = new QLabel(bar);
    m_count->setObjectName("caseCount");
    row->addWidget(m_search, 1);
    row->addWidget(m_kind);
    row->addWidget(m_shownSplit);
    row->addWidget(m_count);
    return bar;
}

void DatasetsPage::makeTable(QWidget* parent) {
    m_table = new QTableView(parent);
    m_table->setObjectName("caseTable");
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    const std::array<int, CaseTableModel::ColumnCount - 1> widths{115, 70, 85, 105, 140, 110, 125, 90};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        m_table->setColumnWidth(static_cast<int>(column), widths[column]);
    }
    m_table->sortByColumn(CaseTableModel::Name, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
}

QWidget* DatasetsPage::makeCases() {
    auto* const splitter = new QSplitter(Qt::Horizontal, this);
    auto* const left = new QWidget(splitter);
    auto* const layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeFilters());
    makeTable(left);
    layout->addWidget(m_table, 1);
    m_quickLook = new QuickLook(m_session, splitter);
    splitter->addWidget(left);
    splitter->addWidget(m_quickLook);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({880, 320});
    return splitter;
}

QWidget* DatasetsPage::makeEmpty() {
    auto* const page = new QWidget(this);
    page->setObjectName("datasetsEmpty");
    auto* const title = new QLabel(tr("Drop images or folders here"), page);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    auto* const text = new QLabel(
        tr("Images and labels are paired by folder (imagesTr/labelsTr, images/labels) or by name (case.nii.gz and "
           "case_seg.nii.gz); cases without a label are welcome. NIfTI, NRRD, MetaImage, Analyze, HDF5 and folders "
           "of DICOM series can be read. You see what was found before anything is written, and your files stay where "
           "they are."),
        page);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setFixedWidth(560);
    QPushButton* const folder = makeButton("importFirst", tr("Import folder..."), page);
    folder->setProperty("primary", true);
    connect(folder, &QPushButton::clicked, this, &DatasetsPage::chooseFolder);
    auto* const layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(text, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(folder, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

void DatasetsPage::connectParts() {
    connect(m_search, &QLineEdit::textChanged, m_filter, &CaseFilter::setSearch);
    connect(m_search, &QLineEdit::textChanged, this, &DatasetsPage::showCounts);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setKind(static_cast<CaseKind>(m_kind->currentData().toInt()));
        showCounts();
    });
    connect(m_shownSplit, &QComboBox::activated, this,
            [this] { m_cases->showSplit(m_shownSplit->currentData().toLongLong()); });
    connect(m_cases, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_keptSelection = selectedCases(); });
    connect(m_cases, &CaseTableModel::loaded, this, &DatasetsPage::takeCases);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DatasetsPage::showSelection);
    connect(m_table, &QTableView::customContextMenuRequested, this, &DatasetsPage::showMenu);
    connect(m_actions, &CaseActions::told, this, [this](const QString& sentence) {
        m_told->setText(sentence);
        m_told->show();
    });
    const auto addShortcut = [this](const QKeySequence& keys, QWidget* scope, auto target) {
        auto* const shortcut = new QShortcut(keys, scope);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, target);
    };
    addShortcut(QKeySequence::Find, this, [this] { m_search->setFocus(); });
    addShortcut(QKeySequence::Delete, m_table, [this] { askToRemove(); });
}

void DatasetsPage::takeCases() {
    m_stack->setCurrentIndex(m_cases->rows().empty() ? 1 : 2);
    m_shownSplit->clear();
    for (const SplitRecord& split : m_cases->splits()) {
        const QString name = QString::fromStdString(split.name);
        m_shownSplit->addItem(split.locked ? tr("Split: %1 (locked)").arg(name) : tr("Split: %1").arg(name),
                              QVariant::fromValue(static_cast<qlonglong>(split.id)));
    }
    if (const SplitRecord* split = m_cases->shownSplit()) {
        m_shownSplit->setCurrentIndex(m_shownSplit->findData(QVariant::fromValue(static_cast<qlonglong>(split->id))));
    }
    m_shownSplit->setVisible(m_shownSplit->count() > 0);
    const bool isAnyMissing = std::ranges::any_of(m_cases->rows(), &CaseRow::isMissing);
    m_locate->setEnabled(isAnyMissing);
    m_locate->setToolTip(isAnyMissing ? tr("Search a folder for files that were moved or renamed")
                                      : tr("No file of the project is missing."));
    m_splits->setEnabled(!m_cases->rows().empty());
    m_splits->setToolTip(m_cases->rows().empty() ? tr("There are no cases to divide yet.") : QString());
    select(m_keptSelection);
    m_keptSelection.clear();
    if (!m_cases->rows().empty() && m_table->selectionModel()->selectedRows().isEmpty()) {
        m_table->selectRow(0);
    }
    showSelection();
    showCounts();
}

void DatasetsPage::showCounts() {
    const int shown = m_filter->rowCount();
    const int all = m_cases->rowCount();
    m_count->setText(shown == all ? tr("%1 cases").arg(all) : tr("%1 of %2 cases").arg(shown).arg(all));
}

std::vector<std::int64_t> DatasetsPage::selectedCases() const {
    std::vector<std::int64_t> ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        ids.push_back(index.data(CaseTableModel::CaseIdRole).toLongLong());
    }
    return ids;
}

void DatasetsPage::select(const std::vector<std::int64_t>& caseIds) {
    QItemSelection selection;
    for (const std::int64_t id : caseIds) {
        if (const auto row = m_filter->rowOf(id)) {
            selection.select(m_filter->index(*row, 0), m_filter->index(*row, CaseTableModel::ColumnCount - 1));
        }
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::Select);
}

void DatasetsPage::showSelection() {
    const std::vector<std::int64_t> ids = selectedCases();
    m_remove->setEnabled(!ids.empty());
    m_remove->setToolTip(ids.empty() ? tr("Select the cases to remove.")
                                     : tr("From the project; files on disk stay as they are."));
    const CaseRow* row = ids.size() == 1 ? m_cases->find(ids.front()) : nullptr;
    if (row != nullptr) {
        m_quickLook->look(row->record, m_cases->scheme());
    } else {
        m_quickLook->clear(static_cast<int>(ids.size()));
    }
}

void DatasetsPage::offerImport(const std::vector<std::filesystem::path>& inputs) {
    auto* const dialog = new ImportDialog(m_session, m_cases->scheme(), inputs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::importWanted, m_actions, &CaseActions::import);
    dialog->open();
}

void DatasetsPage::chooseFiles() {
    auto* const dialog = new QFileDialog(this, tr("Import files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Images and tables (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.hdr *.h5 *.hdf5 *.csv "
                               "*.tsv *.list *.txt)"),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        std::vector<std::filesystem::path> inputs;
        for (const QString& file : files) {
            inputs.emplace_back(file.toStdString());
        }
        offerImport(inputs);
    });
    dialog->open();
}

void DatasetsPage::chooseFolder() {
    auto* const dialog = new QFileDialog(this, tr("Import a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { offerImport({folder.toStdString()}); });
    dialog->open();
}

void DatasetsPage::chooseSearchFolder() {
    auto* const dialog = new QFileDialog(this, tr("Where to look for the missing files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_actions->locateMissing(folder.toStdString()); });
    dialog->open();
}

void DatasetsPage::askToRemove() {
    const std::vector<std::int64_t> ids = selectedCases();
    if (ids.empty()) {
        return;
    }
    auto* const question = new QMessageBox(
        QMessageBox::Question, tr("Remove cases"),
        tr("Remove %1 selected cases from the project? Their files on disk stay as they are.").arg(ids.size()),
        QMessageBox::Cancel, this);
    question->setObjectName("removeQuestion");
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* const remove = question->addButton(tr("Remove"), QMessageBox::AcceptRole);
    remove->setObjectName("removeConfirm");
    connect(remove, &QPushButton::clicked, this, [this, ids] { m_actions->remove(ids); });
    question->open();
}

void DatasetsPage::askForTag() {
    auto* const dialog = new QInputDialog(this);
    dialog->setObjectName("tagDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add a tag"));
    dialog->setLabelText(tr("Tag for the selected cases"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, ids = selectedCases()](const QString& tag) {
        if (!tag.trimmed().isEmpty()) {
            m_actions->addTag(ids, tag);
        }
    });
    dialog->open();
}

void DatasetsPage::showMenu(const QPoint& position) {
    const std::vector<std::int64_t> ids = selectedCases();
    if (ids.empty()) {
        return;
    }
    auto* const menu = new QMenu(this);
    menu->setObjectName("caseMenu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Add tag..."), this, &DatasetsPage::askForTag);
    menu->addAction(tr("Exclude from new splits"), this, [this, ids] { m_actions->setExcluded(ids, true); });
    menu->addAction(tr("Include in new splits again"), this, [this, ids] { m_actions->setExcluded(ids, false); });
    menu->addSeparator();
    menu->addAction(tr("Remove from the project..."), this, &DatasetsPage::askToRemove);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void DatasetsPage::editSplits() {
    std::vector<SplitCandidate> candidates;
    for (const CaseRow& row : m_cases->rows()) {
        const CaseRecord& record = row.record;
        if (record.state != CaseState::Excluded) {
            candidates.push_back({record.id, record.name, record.patient, record.label.has_value()});
        }
    }
    auto* const dialog = new SplitDialog(m_session, std::move(candidates), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DatasetsPage::dragEnterEvent(QDragEnterEvent* event) {
    if (inputsIn(*event->mimeData()).empty()) {
        event->ignore();
    } else {
        event->acceptProposedAction();
    }
}

void DatasetsPage::dropEvent(QDropEvent* event) {
    const std::vector<std::filesystem::path> inputs = inputsIn(*event->mimeData());
    if (inputs.empty()) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    offerImport(inputs);
}

}  // namespace tandem
