#include "ui/datasets/splits/split_draw_bar.h"

#include "ui/datasets/cases/case_words.h"
#include "ui/theme/allow.h"
#include "ui/theme/attempt.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <initializer_list>
#include <utility>

namespace tandem {
namespace {

constexpr int kAllThatAreLeft = -1;
constexpr std::size_t kUnlabelled = 1;  // in kSplitRoles
static_assert(kSplitRoles[kUnlabelled] == SplitRole::TrainingUnlabelled);

}  // namespace

SplitDrawBar::SplitDrawBar(std::vector<SplitCandidate> candidates, QWidget* parent)
    : QWidget(parent),
      m_candidates(std::move(candidates)),
      m_seed(new QSpinBox(this)),
      m_draw(new QPushButton(tr("&Draw"), this)),
      m_lists(new QPushButton(tr("From &lists…"), this)),
      m_reason(new QLabel(this)) {
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    const auto addField = [&](int column, const QString& name, QSpinBox* spin) {
        auto* const label = new QLabel(name, this);
        label->setBuddy(spin);
        grid->addWidget(label, 0, column);
        grid->addWidget(spin, 1, column);
        grid->setColumnStretch(column, 1);
        connect(spin, &QSpinBox::valueChanged, this, &SplitDrawBar::plan);
    };
    int column = 0;
    for (std::size_t index = 0; index < kSplitRoles.size(); ++index) {
        m_counts[index] = new QSpinBox(this);
        m_counts[index]->setObjectName("splitCount" + QString::number(index));
        const bool isUnlabelled = index == kUnlabelled;
        m_counts[index]->setRange(isUnlabelled ? kAllThatAreLeft : 0, static_cast<int>(m_candidates.size()));
        if (isUnlabelled) {
            m_counts[index]->setSpecialValueText(tr("all that are left"));
        }
        addField(column++, roleText(kSplitRoles[index]), m_counts[index]);
    }
    m_seed->setObjectName("splitSeed");
    m_seed->setRange(1, 2'000'000'000);
    addField(column++, tr("s&eed"), m_seed);
    m_draw->setObjectName("splitDraw");
    m_lists->setObjectName("splitLists");
    m_reason->setObjectName("splitReason");
    m_reason->setProperty("role", "wrong");
    m_reason->setWordWrap(true);
    for (QPushButton* button : {m_draw, m_lists}) {
        button->setAutoDefault(false);
        grid->addWidget(button, 1, column++);
    }
    grid->addWidget(m_reason, 2, 0, 1, column);
    // From left to right, whichever was made first.
    QWidget* before = m_counts.front();
    for (QWidget* const next :
         std::initializer_list<QWidget*>{m_counts[1], m_counts[2], m_counts[3], m_seed, m_draw, m_lists}) {
        setTabOrder(before, next);
        before = next;
    }
    showNumbers({.labelled = 1, .unlabelled = std::nullopt, .validation = 1, .test = 0}, 0);
    connect(m_draw, &QPushButton::clicked, this, &SplitDrawBar::draw);
    connect(m_lists, &QPushButton::clicked, this, &SplitDrawBar::listsWanted);
}

void SplitDrawBar::showNumbers(const SplitCounts& counts, std::uint64_t seed) {
    const std::array<std::int64_t, 4> numbers{counts.labelled, counts.unlabelled.value_or(kAllThatAreLeft),
                                              counts.validation, counts.test};
    for (std::size_t index = 0; index < numbers.size(); ++index) {
        const QSignalBlocker blocked(m_counts[index]);
        m_counts[index]->setValue(static_cast<int>(numbers[index]));
    }
    constexpr int kUsualSeed = 1337;
    const QSignalBlocker blocked(m_seed);
    m_seed->setValue(seed == 0 || seed > 2'000'000'000 ? kUsualSeed : static_cast<int>(seed));
    plan();
}

void SplitDrawBar::setLockedReason(const QString& reason) {
    m_lockedReason = reason;
    plan();
}

void SplitDrawBar::keyPressEvent(QKeyEvent* event) {
    // Return in a number draws with it.
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QWidget::keyPressEvent(event);
    } else if (m_draw->isEnabled()) {
        draw();
    }
}

void SplitDrawBar::draw() {
    QString reason;
    if (const auto assignments = planned(reason)) {
        Q_EMIT drawn(*assignments, static_cast<quint64>(m_seed->value()));
    } else {
        m_reason->setText(reason);
        m_reason->show();
    }
}

std::optional<std::vector<SplitAssignment>> SplitDrawBar::planned(QString& reason) const {
    const int unlabelled = m_counts[kUnlabelled]->value();
    const SplitCounts counts{
        .labelled = m_counts[0]->value(),
        .unlabelled = unlabelled == kAllThatAreLeft ? std::nullopt : std::optional<std::int64_t>(unlabelled),
        .validation = m_counts[2]->value(),
        .test = m_counts[3]->value()};
    std::optional<std::vector<SplitAssignment>> plan;
    reason = complaintOf([&] { plan = planSplit(m_candidates, counts, static_cast<std::uint64_t>(m_seed->value())); });
    return plan;
}

void SplitDrawBar::plan() {
    // With very many cases numbers are tried when they are wanted, as that takes too long for every key.
    constexpr std::size_t kMostAtOnce = 1000;
    QString reason;
    if (m_lockedReason.isEmpty() && m_candidates.size() <= kMostAtOnce) {
        static_cast<void>(planned(reason));
    }
    m_reason->setText(m_lockedReason.isEmpty() ? reason : QString());
    m_reason->setVisible(!m_reason->text().isEmpty());
    allow(*m_draw, m_lockedReason.isEmpty() ? reason : m_lockedReason,
          tr("Fill the columns with as many cases, the same for the same seed"));
    allow(*m_lists, m_lockedReason, tr("Fill the columns from files with a case's name per line"));
}

}  // namespace tandem
