#include "ui/datasets/split_dialog.h"

#include "core/base/error.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "ui/datasets/case_words.h"
#include "ui/session/project_session.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr int kAllThatAreLeft = -1;

QTableWidget* makeTable(const QString& name, QWidget* parent) {
    auto* const table = new QTableWidget(static_cast<int>(kSplitRoles.size()), 3, parent);
    table->setObjectName(name);
    table->setHorizontalHeaderLabels({SplitDialog::tr("Role"), SplitDialog::tr("Cases"), SplitDialog::tr("Which")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(0, 150);
    table->setColumnWidth(1, 60);
    table->setMinimumHeight(170);
    return table;
}

std::int64_t countOf(const std::vector<SplitAssignment>& assignments, SplitRole role) {
    return std::ranges::count(assignments, role, &SplitAssignment::role);
}

}  // namespace

SplitDialog::SplitDialog(ProjectSession& session, std::vector<SplitCandidate> candidates, QWidget* parent)
    : QDialog(parent), m_session(session), m_candidates(std::move(candidates)) {
    setObjectName("splitDialog");
    setWindowTitle(tr("Splits"));
    auto* const sides = new QHBoxLayout;
    sides->addWidget(makeListSide(), 1);
    sides->addWidget(makeNewSide(), 1);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(sides, 1);
    layout->addWidget(buttons);
    resize(1040, 600);
    readSplits();
    m_name->setText(freeName(tr("split")));
    plan();
}

QWidget* SplitDialog::makeListSide() {
    auto* const box = new QGroupBox(tr("Splits of this project"), this);
    m_list = new QListWidget(box);
    m_list->setObjectName("splitList");
    m_currentTable = makeTable("splitTable", box);
    m_currentState = new QLabel(box);
    m_currentState->setObjectName("splitState");
    m_currentState->setWordWrap(true);
    m_copy = new QPushButton(tr("Copy"), box);
    m_copy->setObjectName("splitCopy");
    m_remove = new QPushButton(tr("Remove"), box);
    m_remove->setObjectName("splitRemove");
    for (QPushButton* button : {m_copy, m_remove}) {
        button->setAutoDefault(false);
    }
    auto* const row = new QHBoxLayout;
    row->addWidget(m_copy);
    row->addWidget(m_remove);
    row->addStretch();
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_currentTable);
    layout->addWidget(m_currentState);
    layout->addLayout(row);
    connect(m_list, &QListWidget::currentRowChanged, this, &SplitDialog::showCurrent);
    connect(m_list, &QListWidget::itemChanged, this,
            [this](const QListWidgetItem* item) { renameCurrent(item->data(Qt::EditRole).toString()); });
    connect(m_copy, &QPushButton::clicked, this, &SplitDialog::copyCurrent);
    connect(m_remove, &QPushButton::clicked, this, &SplitDialog::removeCurrent);
    return box;
}

QWidget* SplitDialog::makeNewSide() {
    auto* const box = new QGroupBox(tr("New split by numbers"), this);
    auto* const form = new QFormLayout(box);
    m_name = new QLineEdit(box);
    m_name->setObjectName("splitName");
    form->addRow(tr("Name"), m_name);
    const std::array<int, 4> firstCounts{1, kAllThatAreLeft, 1, 0};
    for (std::size_t index = 0; index < kSplitRoles.size(); ++index) {
        m_counts[index] = new QSpinBox(box);
        m_counts[index]->setObjectName("splitCount" + QString::number(index));
        const bool isUnlabelled = kSplitRoles[index] == SplitRole::TrainingUnlabelled;
        m_counts[index]->setRange(isUnlabelled ? kAllThatAreLeft : 0, static_cast<int>(m_candidates.size()));
        if (isUnlabelled) {
            m_counts[index]->setSpecialValueText(tr("all that are left"));
        }
        m_counts[index]->setValue(firstCounts[index]);
        connect(m_counts[index], &QSpinBox::valueChanged, this, &SplitDialog::plan);
        form->addRow(roleText(kSplitRoles[index]), m_counts[index]);
    }
    m_seed = new QSpinBox(box);
    m_seed->setObjectName("splitSeed");
    m_seed->setRange(1, 2'000'000'000);
    m_seed->setValue(1337);
    form->addRow(tr("Seed"), m_seed);
    m_plannedTable = makeTable("splitPlan", box);
    form->addRow(m_plannedTable);
    m_warnings = new QLabel(box);
    m_warnings->setObjectName("splitWarnings");
    m_warnings->setWordWrap(true);
    form->addRow(m_warnings);
    m_create = new QPushButton(tr("Create split"), box);
    m_create->setObjectName("splitCreate");
    m_create->setDefault(true);
    form->addRow(m_create);
    connect(m_name, &QLineEdit::textChanged, this, &SplitDialog::plan);
    connect(m_seed, &QSpinBox::valueChanged, this, &SplitDialog::plan);
    connect(m_create, &QPushButton::clicked, this, &SplitDialog::create);
    return box;
}

void SplitDialog::attempt(const std::function<void()>& change) {
    try {
        change();
    } catch (const Error& error) {
        Q_EMIT m_session.failed(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
    }
}

void SplitDialog::readSplits(std::optional<std::int64_t> select) {
    attempt([this] { m_splits = m_session.project().splits().list(); });
    const QSignalBlocker blocked(m_list);
    m_list->clear();
    int row = m_splits.empty() ? -1 : 0;
    for (const SplitRecord& split : m_splits) {
        auto* const item = new QListWidgetItem(QString::fromStdString(split.name), m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(tr("Double-click to rename."));
        if (split.id == select) {
            row = m_list->count() - 1;
        }
    }
    m_list->setCurrentRow(row);
    showCurrent();
}

const SplitRecord* SplitDialog::current() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < static_cast<int>(m_splits.size()) ? &m_splits[static_cast<std::size_t>(row)] : nullptr;
}

QString SplitDialog::namesIn(const std::vector<SplitAssignment>& assignments, SplitRole role) const {
    QStringList names;
    for (const SplitAssignment& one : assignments) {
        if (one.role == role) {
            const auto found = std::ranges::find(m_candidates, one.caseId, &SplitCandidate::caseId);
            names.append(found == m_candidates.end() ? tr("an excluded case") : QString::fromStdString(found->name));
        }
    }
    constexpr int kMostNames = 40;
    if (names.size() > kMostNames) {
        return names.mid(0, kMostNames).join(QStringLiteral(", ")) + QStringLiteral(", ...");
    }
    return names.join(QStringLiteral(", "));
}

void SplitDialog::fill(QTableWidget& table, const std::vector<SplitAssignment>& assignments) const {
    for (int row = 0; row < static_cast<int>(kSplitRoles.size()); ++row) {
        const SplitRole role = kSplitRoles[static_cast<std::size_t>(row)];
        const QString names = namesIn(assignments, role);
        auto* const count = new QTableWidgetItem(QString::number(countOf(assignments, role)));
        count->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* const which = new QTableWidgetItem(names);
        which->setToolTip(names);
        table.setItem(row, 0, new QTableWidgetItem(roleText(role)));
        table.setItem(row, 1, count);
        table.setItem(row, 2, which);
    }
}

void SplitDialog::showCurrent() {
    const SplitRecord* split = current();
    fill(*m_currentTable, split == nullptr ? std::vector<SplitAssignment>{} : split->assignments);
    m_copy->setEnabled(split != nullptr);
    m_remove->setEnabled(split != nullptr && !split->locked);
    const QString none = tr("There is no split yet. Create one on the right.");
    m_copy->setToolTip(split == nullptr ? none : QString());
    if (split == nullptr) {
        m_remove->setToolTip(none);
        m_currentState->setText(none);
        return;
    }
    m_remove->setToolTip(split->locked ? tr("A run used this split, so it stays as it is.") : QString());
    const QString origin = split->seed == 0 ? tr("Made from lists.") : tr("Drawn with seed %1.").arg(split->seed);
    m_currentState->setText(split->locked ? tr("Locked: a run used it. Copy it to go on from here.") + ' ' + origin
                                          : origin + ' ' + warningsOn(split->assignments));
}

QString SplitDialog::warningsOn(const std::vector<SplitAssignment>& assignments) const {
    QStringList warnings;
    if (countOf(assignments, SplitRole::TrainingLabelled) == 0) {
        warnings.append(tr("No labelled case to train on: no method can learn from this."));
    }
    if (countOf(assignments, SplitRole::TrainingUnlabelled) == 0) {
        warnings.append(tr("No unlabelled case: only the supervised method can use this split."));
    }
    const std::int64_t validation = countOf(assignments, SplitRole::Validation);
    if (validation == 0) {
        warnings.append(tr("No validation case: no best checkpoint will be chosen."));
    } else if (validation < 3) {
        warnings.append(tr("Fewer than 3 validation cases: whether the ranking can be trusted will not be known."));
    }
    if (countOf(assignments, SplitRole::Test) == 0) {
        warnings.append(tr("No test case: nothing is left to report results on."));
    }
    return warnings.join('\n');
}

void SplitDialog::plan() {
    m_planned.reset();
    QString reason;
    const int unlabelled = m_counts[1]->value();
    SplitCounts counts{.labelled = m_counts[0]->value(),
                       .unlabelled = std::nullopt,
                       .validation = m_counts[2]->value(),
                       .test = m_counts[3]->value()};
    if (unlabelled != kAllThatAreLeft) {
        counts.unlabelled = unlabelled;
    }
    try {
        m_planned = planSplit(m_candidates, counts, static_cast<std::uint64_t>(m_seed->value()));
    } catch (const Error& error) {
        reason = QString::fromUtf8(error.what());
    }
    fill(*m_plannedTable, m_planned.value_or(std::vector<SplitAssignment>{}));
    m_warnings->setText(m_planned ? warningsOn(*m_planned) : reason);
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        reason = tr("The split needs a name.");
    } else if (freeName(name) != name) {
        reason = tr("There is a split of this name already.");
    } else if (m_planned && m_planned->empty()) {
        reason = tr("No case has a role in it.");
    }
    m_create->setEnabled(reason.isEmpty());
    m_create->setToolTip(reason);
}

QString SplitDialog::freeName(const QString& wanted) const {
    const auto isTaken = [&](const QString& name) {
        return std::ranges::any_of(m_splits, [&](const SplitRecord& one) { return one.name == name.toStdString(); });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number) {
        name = wanted + ' ' + QString::number(number);
    }
    return name;
}

void SplitDialog::create() {
    attempt([this] {
        SplitRecord split{.name = m_name->text().trimmed().toStdString(),
                          .seed = static_cast<std::uint64_t>(m_seed->value())};
        split.assignments = m_planned.value();
        const SplitRecord made = m_session.project().splits().add(split);
        readSplits(made.id);
        m_name->setText(freeName(tr("split")));
        Q_EMIT m_session.splitsChanged();
    });
}

void SplitDialog::copyCurrent() {
    attempt([this] {
        const SplitRecord& split = *current();
        const QString name = freeName(tr("%1 copy").arg(QString::fromStdString(split.name)));
        const SplitRecord made = m_session.project().splits().copy(split.id, name.toStdString());
        readSplits(made.id);
        plan();
        Q_EMIT m_session.splitsChanged();
    });
}

void SplitDialog::renameCurrent(const QString& name) {
    const SplitRecord* split = current();
    if (split == nullptr) {
        return;
    }
    const std::int64_t id = split->id;
    attempt([this, id, &name] {
        m_session.project().splits().rename(id, name.trimmed().toStdString());
        Q_EMIT m_session.splitsChanged();
    });
    // Also when it was refused, to show the name that it has. Later, as the list is still closing its editor.
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            readSplits(id);
            plan();
        },
        Qt::QueuedConnection);
}

void SplitDialog::removeCurrent() {
    attempt([this] {
        m_session.project().splits().remove(current()->id);
        readSplits();
        plan();
        Q_EMIT m_session.splitsChanged();
    });
}

}  // namespace tandem
