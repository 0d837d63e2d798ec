#include "ui/inspect/weight_panel.h"

#include "core/study/label_scheme.h"
#include "ui/numbers/quantity.h"
#include "ui/trust/trust_words.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <cmath>
#include <initializer_list>

namespace tandem {
namespace {

QString number(double value) {
    return Quantity::plain(value, 3);
}

QString className(const LabelScheme& scheme, int index) {
    return QString::fromStdString(scheme.classes.at(static_cast<std::size_t>(index)).name);
}

}  // namespace

WeightPanel::WeightPanel(QWidget* parent)
    : QWidget(parent),
      m_trust(new QLabel(this)),
      m_trustMeaning(new QLabel(this)),
      m_verdict(new QLabel(this)),
      m_why(new QLabel(this)),
      m_table(new QTableWidget(this)) {
    m_trust->setObjectName("voxelTrust");
    m_trust->setProperty("role", "heading");
    m_trust->setWordWrap(true);
    m_trustMeaning->setObjectName("voxelTrustMeaning");
    m_trustMeaning->setWordWrap(true);
    m_verdict->setObjectName("weightVerdict");
    m_verdict->setProperty("role", "heading");
    m_verdict->setWordWrap(true);
    m_why->setObjectName("weightWhy");
    m_why->setWordWrap(true);
    m_table->setObjectName("weightTable");
    m_table->setColumnCount(3);
    m_table->setHorizontalHeaderLabels({QString(), tr("A"), tr("B")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_trust);
    layout->addWidget(m_trustMeaning);
    layout->addSpacing(8);
    layout->addWidget(m_verdict);
    layout->addWidget(m_why);
    layout->addWidget(m_table, 1);
    showReason(tr("Click a voxel to see how far it can be trusted, who teaches whom there, and why."));
}

void WeightPanel::showReason(const QString& reason) {
    for (QWidget* const one : std::initializer_list<QWidget*>{m_trust, m_trustMeaning, m_verdict, m_table}) {
        one->hide();
    }
    m_why->setText(reason);
}

void WeightPanel::showTrust(const VoxelAccount& account, const LabelScheme& scheme,
                            const std::optional<Uncalibrated>& uncalibrated) {
    const bool isCalibrated = !uncalibrated;
    m_trust->setText(
        tr("%1 %2 in “%3”")
            .arg(TrustWords::name(isCalibrated), number(account.trust), className(scheme, account.a.pseudoLabel)));
    m_trustMeaning->setText(
        isCalibrated ? tr("Of voxels like this one about %1 in 100 are labelled right, as the validation cases taught.")
                           .arg(static_cast<int>(std::lround(100 * account.trust)))
                     : TrustWords::whyUncalibrated(uncalibrated));
    m_trust->setToolTip(TrustWords::ofAVoxel(isCalibrated));
    m_trust->show();
    m_trustMeaning->show();
}

void WeightPanel::explain(const VoxelAccount& account, const LabelScheme& scheme,
                          const std::optional<Uncalibrated>& uncalibrated) {
    showTrust(account, scheme, uncalibrated);
    const bool isA = account.teacher == Decoder::A;
    const DecoderAccount& teacher = isA ? account.a : account.b;
    const QString names[]{isA ? tr("A") : tr("B"), isA ? tr("B") : tr("A")};
    if (!account.teacher) {
        m_verdict->setText(tr("Nobody teaches here"));
        m_why->setText(tr("Both decoders are equally sure, or nothing was predicted here; the voxel weighs 0."));
    } else {
        m_verdict->setText(
            tr("%1 teaches %2 “%3” with teaching weight %4")
                .arg(names[0], names[1], className(scheme, teacher.pseudoLabel), number(account.weight)));
        const DecoderAccount& student = isA ? account.b : account.a;
        m_why->setText(tr("%1 is the surer of the two (%2 < %3 nats). The teaching weight is the mean over classes "
                          "of 1 − (similarity − probability)² of %1.")
                           .arg(names[0], number(teacher.entropyNats), number(student.entropyNats)));
    }
    fill(account, scheme);
    m_verdict->show();
    m_table->show();
}

void WeightPanel::fill(const VoxelAccount& account, const LabelScheme& scheme) {
    m_table->setRowCount(0);
    addRow(tr("Uncertainty (nats)"), number(account.a.entropyNats), number(account.b.entropyNats));
    addRow(tr("Pseudo-label"), className(scheme, account.a.pseudoLabel), className(scheme, account.b.pseudoLabel));
    for (int index = 0; index < scheme.count(); ++index) {
        const auto at = static_cast<std::size_t>(index);
        addRow(tr("Probability, %1").arg(className(scheme, index)), number(account.a.probability[at]),
               number(account.b.probability[at]));
        addRow(tr("Similarity, %1").arg(className(scheme, index)), number(account.a.similarity[at]),
               number(account.b.similarity[at]));
    }
    addRow(tr("Teaching weight"), number(account.a.teachingWeight), number(account.b.teachingWeight));
    for (int column = 0; column < m_table->columnCount(); ++column) {
        m_table->item(m_table->rowCount() - 1, column)->setToolTip(TrustWords::ofTeachingWeight());
    }
}

void WeightPanel::addRow(const QString& name, const QString& a, const QString& b) {
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(name));
    for (const auto& [column, text] : {std::pair{1, a}, {2, b}}) {
        auto* const item = new QTableWidgetItem(text);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    }
}

}  // namespace tandem
