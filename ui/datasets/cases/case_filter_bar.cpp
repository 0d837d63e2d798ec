#include "ui/datasets/cases/case_filter_bar.h"

#include "ui/datasets/cases/case_filter.h"
#include "ui/datasets/cases/case_table_model.h"
#include "ui/session/leak_words.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>
#include <utility>
#include <vector>

namespace tandem {

CaseFilterBar::CaseFilterBar(CaseTableModel& cases, CaseFilter& filter, QWidget* parent)
    : QWidget(parent),
      m_cases(cases),
      m_filter(filter),
      m_search(new QLineEdit(this)),
      m_kind(new QComboBox(this)),
      m_split(new NameBox(this, 16)),
      m_count(new QLabel(this)) {
    m_search->setObjectName("searchCases");
    m_search->setClearButtonEnabled(true);
    m_search->setAcceptDrops(false);  // files dropped here are to be imported as well
    m_kind->setObjectName("caseKind");
    m_split->setObjectName("shownSplit");
    m_count->setObjectName("caseCount");
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_search, 1);
    row->addWidget(m_kind);
    row->addWidget(m_split);
    row->addWidget(m_count);
    keepTranslated(*this, [this] { retranslate(); });

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setSearch(text);
        showCount();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setKind(static_cast<CaseKind>(m_kind->currentData().toInt()));
        showCount();
    });
    connect(m_split, &QComboBox::activated, this, [this] { m_cases.showSplit(m_split->currentData().toLongLong()); });
    connect(&m_cases, &CaseTableModel::loaded, this, [this] {
        fillSplits();
        showCount();
    });
    // Once for the many ranges of rows of one change.
    m_recount.setSingleShot(true);
    m_recount.setInterval(0);
    connect(&m_recount, &QTimer::timeout, this, &CaseFilterBar::showCount);
    connect(&m_filter, &QAbstractItemModel::rowsInserted, &m_recount, qOverload<>(&QTimer::start));
    connect(&m_filter, &QAbstractItemModel::rowsRemoved, &m_recount, qOverload<>(&QTimer::start));
}

void CaseFilterBar::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CaseFilterBar::retranslate() {
    m_search->setPlaceholderText(tr("Search name, patient, tag, finding"));
    m_search->setAccessibleName(tr("Search cases"));
    m_kind->setAccessibleName(tr("Kind of cases"));
    m_split->setAccessibleName(tr("Shown split"));
    m_split->setToolTip(tr("The split whose roles the table shows"));
    const std::vector<std::pair<QString, CaseKind>> kinds{
        {tr("All cases"), CaseKind::All},         {tr("Labelled"), CaseKind::Labelled},
        {tr("Unlabelled"), CaseKind::Unlabelled}, {tr("Prediction reviewed"), CaseKind::Reviewed},
        {tr("Excluded"), CaseKind::Excluded},     {tr("With findings"), CaseKind::WithFindings},
        {tr("File missing"), CaseKind::Missing}};
    const QSignalBlocker blocked(m_kind);
    const int chosen = std::max(m_kind->currentIndex(), 0);
    m_kind->clear();
    for (const auto& [text, kind] : kinds) {
        m_kind->addItem(text, static_cast<int>(kind));
    }
    m_kind->setCurrentIndex(chosen);
    fillSplits();
    showCount();
}

void CaseFilterBar::fillSplits() {
    m_split->clear();
    for (const SplitRecord& split : m_cases.splits()) {
        const QString name = QString::fromStdString(split.name);
        const QString title = split.locked ? tr("Split: %1 (locked)").arg(name) : tr("Split: %1").arg(name);
        const QString leaks = leaksText(m_cases.leaksOf(split.id));
        m_split->addItem(leaks.isEmpty() ? title : QStringLiteral("⚠ ") + title,
                         QVariant::fromValue(static_cast<qlonglong>(split.id)));
        m_split->setItemData(m_split->count() - 1, leaks, Qt::ToolTipRole);
    }
    if (const SplitRecord* shown = m_cases.shownSplit()) {
        m_split->setCurrentIndex(m_split->findData(QVariant::fromValue(static_cast<qlonglong>(shown->id))));
    }
    m_split->setVisible(m_split->count() > 0);
}

void CaseFilterBar::showCount() {
    const int shown = m_filter.rowCount();
    const int all = m_cases.rowCount();
    m_count->setText(shown == all ? tr("%n case(s)", nullptr, all) : tr("%1 of %n case(s)", nullptr, all).arg(shown));
}

}  // namespace tandem
