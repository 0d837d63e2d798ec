#include "ui/training/chart/chart_series.h"

#include "core/base/csv_text.h"

#include <QStringList>
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tandem {
namespace {

/// What a pixel column keeps of its points.
struct Column {
    QPointF first, lowest, highest, last;

    explicit Column(const QPointF& point) : first(point), lowest(point), highest(point), last(point) {}

    void add(const QPointF& point) {
        lowest = point.y() < lowest.y() ? point : lowest;
        highest = point.y() > highest.y() ? point : highest;
        last = point;
    }

    void appendTo(std::vector<QPointF>& points) const {
        const bool lowestComesFirst = lowest.x() < highest.x();
        for (const QPointF& one :
             {first, lowestComesFirst ? lowest : highest, lowestComesFirst ? highest : lowest, last}) {
            if (points.empty() || points.back() != one) {
                points.push_back(one);
            }
        }
    }
};

QString cellOf(const QString& text) {
    return QString::fromStdString(csvField(text.toStdString()));
}

}  // namespace

std::vector<QPointF> smoothed(std::span<const QPointF> points, double weight) {
    std::vector<QPointF> result(points.begin(), points.end());
    double sum = 0;
    double norm = 0;
    for (QPointF& point : result) {
        if (weight > 0 && std::isfinite(point.y())) {
            sum = weight * sum + (1 - weight) * point.y();
            norm = weight * norm + (1 - weight);
            point.setY(sum / norm);
        }
    }
    return result;
}

std::vector<QPointF> decimated(std::span<const QPointF> points, const AxisRange& x, int columns) {
    const auto before = [](const QPointF& point, double value) { return point.x() < value; };
    auto from = std::lower_bound(points.begin(), points.end(), x.low, before);
    auto to = std::lower_bound(from, points.end(), x.high, before);
    from = from == points.begin() ? from : from - 1;
    // The last within, and one beyond the edge.
    to += std::min<std::ptrdiff_t>(2, points.end() - to);

    std::vector<QPointF> kept;
    const double columnWidth = x.length() / std::max(1, columns);
    std::optional<Column> column;
    double columnIndex = 0;
    for (auto point = from; point != to; ++point) {
        if (!std::isfinite(point->y())) {
            continue;
        }
        const double index = std::floor((point->x() - x.low) / columnWidth);
        if (column && index == columnIndex) {
            column->add(*point);
            continue;
        }
        if (column) {
            column->appendTo(kept);
        }
        column.emplace(*point);
        columnIndex = index;
    }
    if (column) {
        column->appendTo(kept);
    }
    return kept;
}

const QPointF* nearestPoint(std::span<const QPointF> points, double x) {
    if (points.empty()) {
        return nullptr;
    }
    const auto after = std::lower_bound(points.begin(), points.end(), x,
                                        [](const QPointF& point, double value) { return point.x() < value; });
    if (after == points.end()) {
        return &points.back();
    }
    const bool previousIsNearer = after != points.begin() && x - (after - 1)->x() < after->x() - x;
    return previousIsNearer ? &*(after - 1) : &*after;
}

QString csvOf(const QString& xTitle, std::span<const ChartSeries> series) {
    QStringList head{cellOf(xTitle)};
    std::map<double, QStringList> rows;
    for (qsizetype index = 0; index < static_cast<qsizetype>(series.size()); ++index) {
        const ChartSeries& one = series[static_cast<std::size_t>(index)];
        head << cellOf(one.name);
        for (const QPointF& point : one.points) {
            QStringList& row = rows[point.x()];
            row.resize(static_cast<qsizetype>(series.size()));
            row[index] = QString::number(point.y(), 'g', 9);
        }
    }
    QStringList lines{head.join(',')};
    for (const auto& [x, cells] : rows) {
        lines << QString::number(x, 'g', 15) + ',' + cells.join(',');
    }
    return lines.join('\n') + '\n';
}

}  // namespace tandem
