#include "ui/window/job_delegate.h"

#include "ui/jobs/job_list.h"

#include <QPainter>

namespace tandem {
namespace {

constexpr int kMargin = 10;
constexpr int kBarHeight = 4;

}  // namespace

QString JobDelegate::stateText(const QModelIndex& index) {
    const QString message = index.data(JobList::MessageRole).toString();
    switch (static_cast<JobState>(index.data(JobList::StateRole).toInt())) {
        case JobState::Waiting:
            return tr("queued, waits for the jobs before it");
        case JobState::Running:
            return tr("%1 %  %2").arg(qRound(100 * index.data(JobList::FractionRole).toDouble())).arg(message);
        case JobState::Finished:
            return tr("finished");
        case JobState::Failed:
            return tr("failed: %1").arg(message);
        case JobState::Cancelled:
            return tr("stopped");
    }
    return {};
}

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRect place = option.rect.adjusted(kMargin, kMargin / 2, -kMargin, -kMargin / 2);
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isChosen) {
        painter->fillRect(option.rect, option.palette.color(QPalette::Button));
    }
    const int line = option.fontMetrics.height();
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(QRect(place.left(), place.top(), place.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, place.width()));
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    painter->drawText(QRect(place.left(), place.top() + line + 2, place.width(), line),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(stateText(index), Qt::ElideRight, place.width()));
    if (static_cast<JobState>(index.data(JobList::StateRole).toInt()) == JobState::Running) {
        const QRect bar(place.left(), place.bottom() - kBarHeight, place.width(), kBarHeight);
        painter->fillRect(bar, option.palette.color(QPalette::Mid));
        const int done = qRound(bar.width() * index.data(JobList::FractionRole).toDouble());
        painter->fillRect(QRect(bar.topLeft(), QSize(done, kBarHeight)), option.palette.color(QPalette::Highlight));
    }
    painter->restore();
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, 2 * option.fontMetrics.height() + 2 * kMargin + kBarHeight};
}

}  // namespace tandem
