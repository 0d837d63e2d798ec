#include "ui/datasets/splits/split_dialog.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/split_repository.h"
#include "ui/datasets/splits/split_board.h"
#include "ui/datasets/splits/split_draw_bar.h"
#include "ui/datasets/splits/split_gap_words.h"
#include "ui/datasets/splits/split_lists_dialog.h"
#include "ui/session/changing_controls.h"
#include "ui/session/leak_words.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// A padlock in the colour of text.
QIcon lockIcon(const QPalette& palette) {
    constexpr int kRatio = 3;
    QPixmap pixmap(16 * kRatio, 16 * kRatio);
    pixmap.setDevicePixelRatio(kRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = palette.color(QPalette::Text);
    painter.setPen(QPen(colour, 1.5));
    painter.drawRoundedRect(QRectF(5, 2, 6, 9), 3, 3);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(3.5, 7.5, 9, 6), 1, 1);
    return pixmap;
}

}  // namespace

SplitDialog::SplitDialog(ProjectSession& session, std::vector<SplitCandidate> candidates, QWidget* parent)
    : QDialog(parent), m_session(session), m_candidates(std::move(candidates)) {
    setObjectName("splitDialog");
    setWindowTitle(tr("Splits"));
    auto* const sides = new QHBoxLayout;
    sides->addWidget(makeListSide(), 1);
    sides->addWidget(makeSplitSide(), 5);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // Return in a field is for the field.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(sides, 1);
    layout->addWidget(buttons);
    resize(1180, 680);
    noteChanging({m_add, m_copy, m_remove, m_undo, m_draw});
    holdChanging(*this, m_session);
    attempt([this] {
        m_cases = m_session.project().cases().list();
        m_classNames = m_session.project().labels().scheme().names();
    });
    readSplits();
}

QWidget* SplitDialog::makeListSide() {
    auto* const box = new QGroupBox(tr("Splits of this project"), this);
    m_list = new QListWidget(box);
    m_list->setObjectName("splitList");
    m_list->setAccessibleName(tr("Splits"));
    m_list->setSpacing(2);
    m_add = new QPushButton(tr("&New"), box);
    m_copy = new QPushButton(tr("&Copy"), box);
    m_remove = new QPushButton(tr("&Remove"), box);
    m_add->setObjectName("splitNew");
    m_copy->setObjectName("splitCopy");
    m_remove->setObjectName("splitRemove");
    auto* const row = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_copy, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_past.clear();
        tell({});
        tellCompanions({});
        showCurrent();
    });
    connect(m_list, &QListWidget::itemChanged, this,
            [this](const QListWidgetItem* item) { renameCurrent(item->data(Qt::EditRole).toString()); });
    connect(m_add, &QPushButton::clicked, this, &SplitDialog::addSplit);
    connect(m_copy, &QPushButton::clicked, this, &SplitDialog::copyCurrent);
    connect(m_remove, &QPushButton::clicked, this, &SplitDialog::removeCurrent);
    return box;
}

QWidget* SplitDialog::makeSplitSide() {
    auto* const box = new QGroupBox(tr("Who is in it"), this);
    m_state = new QLabel(box);
    m_state->setObjectName("splitState");
    m_state->setWordWrap(true);
    m_undo = new QPushButton(tr("&Undo"), box);
    m_undo->setObjectName("splitUndo");
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setAutoDefault(false);
    m_draw = new SplitDrawBar(m_candidates, box);
    m_board = new SplitBoard(box);
    m_companions = new QLabel(box);
    m_companions->setObjectName("splitCompanions");
    m_companions->setProperty("role", "faint");
    m_companions->setWordWrap(true);
    m_companions->hide();
    m_warnings = new QLabel(box);
    m_warnings->setObjectName("splitWarnings");
    m_warnings->setProperty("role", "warning");
    m_warnings->setWordWrap(true);
    m_told = new QLabel(box);
    m_told->setObjectName("splitTold");
    m_told->setProperty("role", "wrong");
    m_told->setWordWrap(true);
    m_told->hide();
    auto* const row = new QHBoxLayout;
    row->addWidget(m_state, 1);
    row->addWidget(m_undo);
    auto* const layout = new QVBoxLayout(box);
    layout->addLayout(row);
    layout->addWidget(m_draw);
    layout->addSpacing(6);
    layout->addWidget(m_board, 1);
    layout->addWidget(m_companions);
    layout->addWidget(m_told);
    layout->addWidget(m_warnings);
    connect(m_undo, &QPushButton::clicked, this, &SplitDialog::undo);
    connect(m_draw, &SplitDrawBar::drawn, this, &SplitDialog::store);
    connect(m_draw, &SplitDrawBar::listsWanted, this, &SplitDialog::askForLists);
    connect(m_board, &SplitBoard::changed, this, [this] { store(m_board->draft().assignments(), 0); });
    connect(m_board, &SplitBoard::refused, this, &SplitDialog::tell);
    connect(m_board, &SplitBoard::companionsChanged, this, &SplitDialog::tellCompanions);
    return box;
}

void SplitDialog::attempt(const std::function<void()>& change) {
    tandem::attempt(change, [this](const QString& sentence, const QString&) { tell(sentence); });
}

void SplitDialog::tell(const QString& sentence) {
    m_told->setText(breakable(sentence));
    m_told->setVisible(!sentence.isEmpty());
}

void SplitDialog::tellCompanions(const QString& sentence) {
    m_companions->setText(breakable(sentence));
    m_companions->setVisible(!sentence.isEmpty());
}

std::vector<PatientLeak> SplitDialog::leaksOf(const SplitRecord& split) const {
    try {
        return m_session.project().splits().leaks(split.id);
    } catch (const Error&) {
        return {};  // what cannot be read has been told where the splits were
    }
}

void SplitDialog::readSplits(std::optional<std::int64_t> select) {
    attempt([this] { m_splits = m_session.project().splits().list(); });
    {
        const QSignalBlocker blocked(m_list);
        m_list->clear();
        int row = static_cast<int>(m_splits.size()) - 1;
        for (const SplitRecord& split : m_splits) {
            auto* const item = new QListWidgetItem(QString::fromStdString(split.name), m_list);
            item->setFlags(item->flags().setFlag(Qt::ItemIsEditable, !m_session.isToLook()));
            const QString rename =
                split.locked ? tr("Locked, as a run used it. Double-click to rename.") : tr("Double-click to rename.");
            const QString leaks = leaksText(leaksOf(split));
            item->setToolTip(leaks.isEmpty() ? rename : rename + '\n' + leaks);
            if (!leaks.isEmpty()) {
                item->setIcon(style()->standardIcon(QStyle::SP_MessageBoxWarning));
            } else if (split.locked) {
                item->setIcon(lockIcon(palette()));
            }
            if (split.id == select) {
                row = m_list->count() - 1;
            }
        }
        m_list->setCurrentRow(row);
    }
    showCurrent();
}

const SplitRecord* SplitDialog::current() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < static_cast<int>(m_splits.size()) ? &m_splits[static_cast<std::size_t>(row)] : nullptr;
}

void SplitDialog::showCurrent() {
    const SplitRecord* split = current();
    const SplitDraft draft(m_candidates, split == nullptr ? std::vector<SplitAssignment>{} : split->assignments);
    m_board->showDraft(draft, split != nullptr && !split->locked && !m_session.isToLook());
    if (split != nullptr && !split->assignments.empty()) {
        m_draw->showNumbers({.labelled = draft.count(SplitRole::TrainingLabelled),
                             .unlabelled = draft.count(SplitRole::TrainingUnlabelled),
                             .validation = draft.count(SplitRole::Validation),
                             .test = draft.count(SplitRole::Test)},
                            split->seed);
    }
    const QStringList warnings =
        split == nullptr || split->assignments.empty() ? QStringList() : warningsOn(*split, draft);
    m_warnings->setText(breakable(warnings.join('\n')));
    m_warnings->setVisible(!warnings.isEmpty());
    if (split == nullptr) {
        m_state->setText(tr("There is no split yet. Press \"New\", then draw cases by number or drag them."));
    } else if (split->locked) {
        m_state->setText(tr("Locked: a run used it, so it stays as it is. Copy it to go on from here."));
    } else if (split->assignments.empty()) {
        m_state->setText(tr("Draw cases by number, take them from lists, or drag them between the columns."));
    } else {
        m_state->setText(split->seed == 0
                             ? tr("Made by hand or from lists. Drag cases between the columns to change it.")
                             : tr("Drawn with seed %1. Drag cases between the columns to change it.").arg(split->seed));
    }
    showButtons();
}

QStringList SplitDialog::warningsOn(const SplitRecord& split, const SplitDraft& draft) const {
    QStringList warnings = draft.warnings();
    if (const QString leaks = leaksText(leaksOf(split)); !leaks.isEmpty()) {
        warnings.prepend(leaks + ' ' + tr("\"Copy\" makes a split in which each patient is on one side."));
    }
    return warnings +
           gapWarnings(findSplitGaps(caseContents(m_cases, split.assignments), m_classNames.size()), m_classNames);
}

void SplitDialog::showButtons() {
    const SplitRecord* split = current();
    const QString none = tr("There is no split yet.");
    const QString locked = tr("A run used this split, so it stays as it is.");
    const bool isDivided = split != nullptr && !leaksOf(*split).empty();
    allow(*m_copy, split == nullptr ? none : QString(),
          isDivided ? tr("A split of its own with the same cases, each patient on one side, not locked")
                    : tr("A split of its own with the same cases, not locked"));
    allow(*m_remove, split == nullptr ? none : split->locked ? locked : QString(), {});
    allow(*m_undo, m_past.empty() ? tr("Nothing was changed since this split is shown.") : QString(), {});
    m_draw->setLockedReason(split == nullptr ? tr("Press \"New\" first.") : split->locked ? locked : QString());
}

QString SplitDialog::freeName(const QString& wanted) const {
    return QString::fromStdString(m_session.project().splits().freeName(wanted.toStdString()));
}

void SplitDialog::addSplit() {
    attempt([this] {
        const SplitRecord made = m_session.project().splits().add({.name = freeName(tr("split")).toStdString()});
        m_past.clear();
        readSplits(made.id);
        Q_EMIT m_session.splitsChanged();
    });
}

void SplitDialog::copyCurrent() {
    attempt([this] {
        const SplitRecord& split = *current();
        const QString name = freeName(tr("%1 copy").arg(QString::fromStdString(split.name)));
        const SplitRepository splits = m_session.project().splits();
        // A copy that flatters like its source would help nobody.
        const SplitRecord made = leaksOf(split).empty() ? splits.copy(split.id, name.toStdString())
                                                        : splits.copyWithPatientsTogether(split.id, name.toStdString());
        m_past.clear();
        readSplits(made.id);
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
    QMetaObject::invokeMethod(this, [this, id] { readSplits(id); }, Qt::QueuedConnection);
}

void SplitDialog::removeCurrent() {
    attempt([this] {
        m_session.project().splits().remove(current()->id);
        m_past.clear();
        readSplits();
        Q_EMIT m_session.splitsChanged();
    });
}

void SplitDialog::askForLists() {
    auto* const dialog = new SplitListsDialog(m_candidates, this);
    connect(dialog, &SplitListsDialog::listed, this,
            [this](const std::vector<SplitAssignment>& assignments) { store(assignments, 0); });
    openDialog(*dialog);
}

void SplitDialog::store(const std::vector<SplitAssignment>& assignments, std::uint64_t seed) {
    const SplitRecord* split = current();
    if (split == nullptr) {
        return;
    }
    const std::int64_t id = split->id;
    const Step before{split->assignments, split->seed};
    tell({});
    attempt([&] {
        m_session.project().splits().setAssignments(id, assignments, seed);
        m_past.push_back(before);
        Q_EMIT m_session.splitsChanged();
    });
    readSplits(id);
}

void SplitDialog::undo() {
    const std::int64_t id = current()->id;
    const Step step = m_past.back();
    m_past.pop_back();
    attempt([&] {
        m_session.project().splits().setAssignments(id, step.assignments, step.seed);
        Q_EMIT m_session.splitsChanged();
    });
    readSplits(id);
}

}  // namespace tandem
