#include "ui/training/chart/line_chart.h"

#include "ui/picture/chart_painter.h"
#include "ui/theme/theme.h"
#include "ui/training/chart/chart_files.h"
#include "ui/training/chart/chart_texts.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tandem {
namespace {

constexpr double kMargin = 6;

bool isDrawable(const QPointF& point, bool isLogarithmic) {
    return std::isfinite(point.y()) && (!isLogarithmic || point.y() > 0);
}

/// Whether a line goes up and down so much that it fills an area, in which dashes are lost and others hidden.
bool isRough(std::span<const QPointF> points, const ChartFrame& frame) {
    double path = 0;
    double last = frame.plot.bottom();
    for (const QPointF& point : points) {
        const double y = std::clamp(frame.pixelAt(point).y(), frame.plot.top(), frame.plot.bottom());
        path += std::abs(y - last);
        last = y;
    }
    return path > 6 * (frame.plot.width() + frame.plot.height());
}

QColor faded(QColor colour) {
    colour.setAlphaF(0.25F);
    return colour;
}

}  // namespace

LineChart::LineChart(QString title, QString xTitle, QWidget* parent)
    : ChartView(parent), m_title(std::move(title)), m_xTitle(std::move(xTitle)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_title);
}

LineChart::~LineChart() = default;

void LineChart::setTitles(const QString& title, const QString& xTitle, const QString& yTitle) {
    m_title = title;
    m_xTitle = xTitle;
    m_yTitle = yTitle;
    setAccessibleName(title);
    update();
}

void LineChart::setSeries(std::vector<ChartSeries> series) {
    m_series = std::move(series);
    smoothAll();
    sceneChanged();
}

void LineChart::setLeastY(const AxisRange& range) {
    m_leastY = range;
    sceneChanged();
}

void LineChart::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

void LineChart::setSmoothing(double weight) {
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    smoothAll();
    sceneChanged();
}

void LineChart::setLogarithmic(bool isLogarithmic) {
    m_isLogarithmic = isLogarithmic;
    m_navigation.forgetY();
    sceneChanged();
}

void LineChart::setViewX(const std::optional<AxisRange>& range) {
    m_navigation.setViewX(range);
    sceneChanged();
}

void LineChart::setMark(const std::optional<double>& x) {
    m_markX = x;
    update();
}

void LineChart::setHover(const std::optional<double>& x) {
    if (m_hoverX != x) {
        m_hoverX = x;
        update();
    }
}

void LineChart::smoothAll() {
    m_smoothed.clear();
    if (m_smoothing > 0) {
        for (const ChartSeries& one : m_series) {
            m_smoothed.push_back(smoothed(one.points, m_smoothing));
        }
    }
}

std::vector<DrawnSeries> LineChart::drawnSeries() const {
    std::vector<DrawnSeries> drawn;
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        const ChartSeries& one = m_series[index];
        DrawnSeries entry{.series = &one, .points = one.points, .isShown = isShown(one.name)};
        if (!m_smoothed.empty()) {
            entry.faint = one.points;
            entry.points = m_smoothed[index];
        }
        drawn.push_back(entry);
    }
    return drawn;
}

bool LineChart::isBlank() const {
    return std::ranges::all_of(m_series, [](const ChartSeries& one) { return one.points.empty(); });
}

LineChart::Sheet LineChart::screen() const {
    return {.size = size(), .titleFont = titleFont(), .smallFont = smallFont()};
}

std::vector<DrawnSeries> LineChart::legendOf(const Sheet& sheet) const {
    std::vector<DrawnSeries> entries = drawnSeries();
    if (sheet.isForFile) {
        std::erase_if(entries, [](const DrawnSeries& one) { return !one.isShown; });
    }
    return entries;
}

QRectF LineChart::plotPlace(const Sheet& sheet) const {
    const QFontMetricsF metrics(sheet.smallFont);
    const double titleHeight = QFontMetricsF(sheet.titleFont).height();
    const double legend = legendHeight(sheet.size.width() - 2 * kMargin, legendOf(sheet), metrics);
    const double name = sheet.isForFile ? metrics.height() + kMargin : 0;
    const double left = metrics.horizontalAdvance("0.0000") + kMargin + name;
    const double top = kMargin + titleHeight + 4 + legend + 0.75 * metrics.height();
    const double bottom = sheet.size.height() - metrics.height() - kMargin - 2 - name;
    const double right = sheet.size.width() - kMargin - 0.5 * metrics.horizontalAdvance("00,000");
    return {QPointF(left, top), QPointF(std::max(left + 10, right), std::max(top + 10, bottom))};
}

AxisRange LineChart::wholeX() const {
    AxisRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (const ChartSeries& one : m_series) {
        if (!one.points.empty()) {
            range.low = std::min(range.low, one.points.front().x());
            range.high = std::max(range.high, one.points.back().x());
        }
    }
    if (range.low > range.high) {
        return {0, 1};
    }
    return range.length() > 0 ? range : AxisRange{range.low - 1, range.high + 1};
}

AxisRange LineChart::fittingY(const AxisRange& x) const {
    AxisRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (const DrawnSeries& one : drawnSeries()) {
        for (const QPointF& point : one.isShown ? one.points : std::span<const QPointF>{}) {
            if (point.x() >= x.low && point.x() <= x.high && isDrawable(point, m_isLogarithmic)) {
                range.low = std::min(range.low, point.y());
                range.high = std::max(range.high, point.y());
            }
        }
    }
    if (range.low > range.high) {
        return m_isLogarithmic ? AxisRange{0.1, 1} : m_leastY.value_or(AxisRange{0, 1});
    }
    if (m_isLogarithmic) {
        return {range.low / 1.2, range.high * 1.2};
    }
    if (m_leastY) {
        return {std::min(range.low, m_leastY->low), std::max(range.high, m_leastY->high)};
    }
    const double margin = range.length() > 0 ? 0.05 * range.length() : std::max(1e-12, 0.1 * std::abs(range.high));
    return {range.low - margin, range.high + margin};
}

ChartFrame LineChart::frame() const {
    return frameOn(screen());
}

ChartFrame LineChart::frameOn(const Sheet& sheet) const {
    const AxisRange x = m_navigation.viewX().value_or(wholeX());
    return {.plot = plotPlace(sheet),
            .x = x,
            .y = m_navigation.viewY().value_or(fittingY(x)),
            .isLogarithmic = m_isLogarithmic};
}

QString LineChart::readingsAt(double x) const {
    QStringList lines;
    for (const DrawnSeries& one : drawnSeries()) {
        const QPointF* const point = one.isShown ? nearestPoint(one.points, x) : nullptr;
        if (point != nullptr) {
            lines << one.series->name + ' ' + readingText(point->y());
        }
    }
    return lines.join('\n');
}

ChartDrawing LineChart::drawing() const {
    return drawingOn(screen());
}

ChartDrawing LineChart::drawingOn(const Sheet& sheet) const {
    ChartDrawing drawing{.frame = frameOn(sheet)};
    const auto asLine = [&](std::span<const QPointF> points, const QColor& colour) {
        const int columns = static_cast<int>(drawing.frame.plot.width() / 2);  // each with its extremes
        return ChartLine{.points = decimated(points, drawing.frame.x, columns), .colour = colour};
    };
    for (const DrawnSeries& one : drawnSeries()) {
        if (!one.isShown) {
            continue;
        }
        if (!one.faint.empty()) {
            drawing.lines.push_back(asLine(one.faint, faded(one.series->colour)));
        }
        ChartLine line = asLine(one.points, one.series->colour);
        line.style = one.series->style;
        // Few points, such as validations, would not be seen as a line alone.
        constexpr std::size_t kFew = 60;
        line.dotDiameter = line.points.size() <= kFew ? 6 : 0;
        if (isRough(line.points, drawing.frame)) {
            line.width = 1;
            line.style = Qt::SolidLine;
        }
        drawing.lines.push_back(std::move(line));
    }
    return drawing;
}

std::vector<QRectF> LineChart::paintHead(QPainter& painter, const QPalette& palette, const Sheet& sheet) const {
    painter.setFont(sheet.titleFont);
    painter.setPen(palette.color(QPalette::WindowText));
    const QFontMetricsF metrics(sheet.titleFont);
    const double width = sheet.size.width() - 2 * kMargin;
    painter.drawText(QRectF(kMargin, kMargin, width, metrics.height()), Qt::AlignLeft,
                     metrics.elidedText(m_title, Qt::ElideRight, width));
    painter.setFont(sheet.smallFont);
    return paintLegend(painter, palette, {kMargin, kMargin + metrics.height() + 4, width, 0}, legendOf(sheet));
}

void LineChart::paintTexts(QPainter& painter) {
    m_legend = paintHead(painter, palette(), screen());
    const ChartFrame frame = this->frame();
    if (isBlank()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(frame.plot, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    if (m_markX && *m_markX >= frame.x.low && *m_markX <= frame.x.high) {
        const double x = frame.pixelAt({*m_markX, frame.y.high}).x();
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
    }
    if (m_hoverX && *m_hoverX >= frame.x.low && *m_hoverX <= frame.x.high) {
        paintReadings(painter, palette(), frame, *m_hoverX, m_xTitle, drawnSeries());
    }
}

LineChart::Sheet LineChart::paper() const {
    constexpr int kTitlePixels = 17;
    constexpr int kSmallPixels = 12;
    Sheet sheet{.size = kPaper, .titleFont = titleFont(), .smallFont = font(), .isForFile = true};
    sheet.titleFont.setPixelSize(kTitlePixels);
    sheet.smallFont.setPixelSize(kSmallPixels);
    return sheet;
}

void LineChart::paintAxisNames(QPainter& painter, const QPalette& palette, const Sheet& sheet) const {
    const QRectF plot = plotPlace(sheet);
    const double height = QFontMetricsF(sheet.smallFont).height();
    painter.setFont(sheet.smallFont);
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(QRectF(plot.left(), sheet.size.height() - kMargin - height, plot.width(), height),
                     Qt::AlignHCenter, m_xTitle);
    painter.save();
    painter.translate(kMargin, plot.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, plot.height(), height), Qt::AlignHCenter, m_yTitle);
    painter.restore();
}

void LineChart::paintOn(QPaintDevice& device, double scale) const {
    const QPalette palette = paletteOf(Theme::Light);
    const Sheet sheet = paper();
    QPainter painter(&device);
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF({}, sheet.size), Qt::white);
    static_cast<void>(paintHead(painter, palette, sheet));
    paintAxisNames(painter, palette, sheet);
    paintChart(painter, palette, drawingOn(sheet));
    if (isBlank()) {
        painter.setPen(palette.color(QPalette::PlaceholderText));
        painter.drawText(plotPlace(sheet), Qt::AlignCenter, m_emptyText);
    }
}

void LineChart::note(ChartNavigation::Change change) {
    if (change != ChartNavigation::Change::None) {
        sceneChanged();
    }
    if (change == ChartNavigation::Change::X) {
        Q_EMIT viewXChanged(m_navigation.viewX());
    }
}

void LineChart::wheelEvent(QWheelEvent* event) {
    note(m_navigation.turn(*event, frame(), wholeX()));
    event->accept();
}

void LineChart::toggleAt(const QPointF& place) {
    for (std::size_t index = 0; index < std::min(m_legend.size(), m_series.size()); ++index) {
        const QString& name = m_series[index].name;
        if (m_legend[index].contains(place) && !m_hidden.remove(name)) {
            m_hidden.insert(name);
        }
    }
    sceneChanged();
}

void LineChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        toggleAt(event->position());
        if (frame().plot.contains(event->position())) {
            m_navigation.grab(event->position());
        }
    }
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
    const ChartFrame now = frame();
    if (m_navigation.isDragging()) {
        setCursor(Qt::ClosedHandCursor);
        note(m_navigation.drag(event->position(), now));
        return;
    }
    std::optional<double> hover;
    if (now.plot.contains(event->position())) {
        const double x = now.xAt(event->position().x());
        double nearest = std::numeric_limits<double>::max();
        for (const ChartSeries& one : m_series) {
            const QPointF* const point = nearestPoint(one.points, x);
            if (point != nullptr && std::abs(point->x() - x) < std::abs(nearest - x)) {
                nearest = point->x();
                hover = nearest;
            }
        }
    }
    setHover(hover);
    Q_EMIT hoverChanged(hover);
}

void LineChart::mouseReleaseEvent(QMouseEvent*) {
    m_navigation.letGo();
    unsetCursor();
}

void LineChart::mouseDoubleClickEvent(QMouseEvent*) {
    note(m_navigation.showAll());
}

void LineChart::leaveEvent(QEvent*) {
    setHover(std::nullopt);
    Q_EMIT hoverChanged(std::nullopt);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
    if (const auto change = m_navigation.press(event->key(), frame(), wholeX())) {
        note(*change);
    } else {
        ChartView::keyPressEvent(event);
    }
}

void LineChart::contextMenuEvent(QContextMenuEvent* event) {
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show all"), this, [this] { note(m_navigation.showAll()); });
    QAction* const logarithmic = menu->addAction(tr("Logarithmic axis"), this, &LineChart::setLogarithmic);
    logarithmic->setCheckable(true);
    logarithmic->setChecked(m_isLogarithmic);
    menu->addSeparator();
    menu->addAction(tr("Save as a picture…"), this, [this] { savePicture(*this); });
    menu->addAction(tr("Save as CSV…"), this, [this] { saveTable(*this); });
    menu->popup(event->globalPos());
}

QString LineChart::csv() const {
    return csvOf(m_xTitle, m_series);
}

}  // namespace tandem
