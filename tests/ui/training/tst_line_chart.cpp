#include "core/base/error.h"
#include "ui/theme/dialogs.h"
#include "ui/training/chart/chart_files.h"
#include "ui/training/chart/line_chart.h"

#include <QContextMenuEvent>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QWindow>
#include <QtTest>
#include <cmath>
#include <limits>

using namespace tandem;

namespace {

std::vector<QPointF> line(int count, double slope = 1) {
    std::vector<QPointF> points;
    for (int index = 1; index <= count; ++index) {
        points.emplace_back(index, slope * index);
    }
    return points;
}

void turnWheel(QWidget& widget, const QPointF& place, int steps, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWheelEvent event(place, widget.mapToGlobal(place), {}, QPoint(0, 120 * steps), Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

bool hasColourNear(const QImage& image, const QPointF& place, const QColor& colour) {
    for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) {
            const QColor there = image.pixelColor(place.toPoint() + QPoint(dx, dy));
            if (std::abs(there.red() - colour.red()) + std::abs(there.green() - colour.green()) +
                    std::abs(there.blue() - colour.blue()) <
                150) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

class TestLineChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticksAreNice_data();
    void ticksAreNice();
    void logarithmicTicksAreDecades();
    void decimationKeepsExtremes();
    void decimationOfFewPointsKeepsAll();
    void smoothingIsDebiased();
    void nearestPointIsFound();
    void curveIsDrawnWhereItsValuesAre();
    void wheelZoomsAboutTheCursor();
    void shiftWheelZoomsVertically();
    void dragMovesAndDoubleClickShowsAll();
    void keysDoAsTheMouse();
    void hoverReadsValues();
    void legendHidesCurves();
    void verticalAxisFollowsWhatIsInView();
    void logarithmicAxisSkipsZero();
    void csvHoldsAllPoints();
    void exportsAppearOnDisk();
    void savedPicturesAreForPrint();
    void drawingsHoldTheirWords();
    void savingBeginsInTheDocuments();
    void axesStayWithoutACurve_data();
    void axesStayWithoutACurve();
    void oneOfManyPointsIsSeen();
};

void TestLineChart::ticksAreNice_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("most");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("unit") << 0.0 << 1.0 << 6 << QStringList{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"};
    QTest::newRow("thousands") << 1.0 << 15000.0 << 4 << QStringList{"5,000", "10,000", "15,000"};
    QTest::newRow("small") << 0.0009 << 0.0031 << 4 << QStringList{"0.001", "0.002", "0.003"};
    QTest::newRow("negative") << -1.0 << 1.0 << 3 << QStringList{"-1", "0", "1"};
    QTest::newRow("few, beside round values") << 0.2 << 1.45 << 2 << QStringList{"0.5", "1.0"};
    QTest::newRow("nothing") << 1.0 << 1.0 << 5 << QStringList{};
}

void TestLineChart::ticksAreNice() {
    QFETCH(const double, low);
    QFETCH(const double, high);
    QFETCH(const int, most);
    QStringList labels;
    for (const AxisTick& tick : linearTicks({low, high}, most)) {
        labels << tick.label;
        QVERIFY(tick.value >= low - 1e-9 && tick.value <= high + 1e-9);
    }
    QTEST(labels, "labels");
}

void TestLineChart::logarithmicTicksAreDecades() {
    std::vector<double> values;
    for (const AxisTick& tick : logarithmicTicks({0.01, 1000}, 6)) {
        values.push_back(tick.value);
    }
    QCOMPARE(values.size(), 6U);
    QCOMPARE(values.front(), 0.01);
    QCOMPARE(values.back(), 1000.0);
    QVERIFY(logarithmicTicks({0, 1}, 5).empty());
}

void TestLineChart::decimationKeepsExtremes() {
    std::vector<QPointF> points = line(15000, 0);
    points[7000].setY(5);
    points[7001].setY(-5);
    points[9000].setY(std::numeric_limits<double>::quiet_NaN());
    const auto kept = decimated(points, {1, 15000}, 200);
    QVERIFY2(kept.size() <= 4 * 201, qPrintable(QString::number(kept.size())));
    QVERIFY(std::ranges::find(kept, points[7000]) != kept.end());
    QVERIFY(std::ranges::find(kept, points[7001]) != kept.end());
    QVERIFY(std::ranges::is_sorted(kept, {}, [](const QPointF& one) { return one.x(); }));
    QVERIFY(std::ranges::all_of(kept, [](const QPointF& one) { return std::isfinite(one.y()); }));
    QCOMPARE(kept.front(), points.front());
    QCOMPARE(kept.back(), points.back());
}

void TestLineChart::decimationOfFewPointsKeepsAll() {
    const auto points = line(50);
    QCOMPARE(decimated(points, {1, 50}, 300), points);
    // One neighbour beyond each edge, so that the line reaches it.
    const auto part = decimated(points, {10.5, 20.5}, 300);
    QCOMPARE(part.front().x(), 10.0);
    QVERIFY(part.back().x() >= 21.0);
    QVERIFY(decimated({}, {0, 1}, 10).empty());
}

void TestLineChart::smoothingIsDebiased() {
    const std::vector<QPointF> points{{1, 4}, {2, 8}, {3, std::nan("")}, {4, 8}};
    const auto result = smoothed(points, 0.5);
    QCOMPARE(result[0].y(), 4.0);
    QCOMPARE(result[1].y(), (0.5 * 0.5 * 4 + 0.5 * 8) / 0.75);
    QVERIFY(std::isnan(result[2].y()));
    QCOMPARE(result[3].y(), (0.5 * (0.5 * 0.5 * 4 + 0.5 * 8) + 0.5 * 8) / 0.875);
    QCOMPARE(smoothed(points, 0).at(1), points[1]);
}

void TestLineChart::nearestPointIsFound() {
    const auto points = line(10);
    QCOMPARE(nearestPoint(points, 3.4)->x(), 3.0);
    QCOMPARE(nearestPoint(points, 3.6)->x(), 4.0);
    QCOMPARE(nearestPoint(points, -9)->x(), 1.0);
    QCOMPARE(nearestPoint(points, 99)->x(), 10.0);
    QCOMPARE(nearestPoint({}, 1), nullptr);
}

/// A chart on the screen with one rising line and one that is constant.
class ShownChart : public LineChart {
public:
    ShownChart() : LineChart("Losses", "iteration") {
        setSeries({{.name = "rising", .colour = Qt::red, .points = line(100)},
                   {.name = "flat", .colour = Qt::blue, .points = line(100, 0)}});
        resize(600, 400);
        show();
    }
};

void TestLineChart::curveIsDrawnWhereItsValuesAre() {
    ShownChart chart;
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    const QImage image = chart.grab().toImage();
    const ChartFrame frame = chart.frame();
    for (const double x : {10.0, 50.0, 90.0}) {
        QVERIFY(hasColourNear(image, frame.pixelAt({x, x}), Qt::red));
        QVERIFY(hasColourNear(image, frame.pixelAt({x, 0}), Qt::blue));
        QVERIFY(!hasColourNear(image, frame.pixelAt({x, x + 8}), Qt::red));
    }
}

void TestLineChart::wheelZoomsAboutTheCursor() {
    ShownChart chart;
    QSignalSpy views(&chart, &LineChart::viewXChanged);
    const QPointF place = chart.frame().plot.center() + QPointF(50, 0);
    const double under = chart.frame().xAt(place.x());
    turnWheel(chart, place, 3);
    QCOMPARE(chart.frame().xAt(place.x()), under);
    QVERIFY(std::abs(chart.frame().x.length() - 99 * 0.8 * 0.8 * 0.8) < 1e-6);
    QCOMPARE(views.count(), 1);
    turnWheel(chart, place, -30);
    QCOMPARE(chart.frame().x, (AxisRange{1, 100}));
}

void TestLineChart::shiftWheelZoomsVertically() {
    ShownChart chart;
    const ChartFrame before = chart.frame();
    turnWheel(chart, before.plot.center(), 1, Qt::ShiftModifier);
    QCOMPARE(chart.frame().x, before.x);
    QVERIFY(std::abs(chart.frame().y.length() - 0.8 * before.y.length()) < 1e-6);
}

void TestLineChart::dragMovesAndDoubleClickShowsAll() {
    ShownChart chart;
    const QPoint centre = chart.frame().plot.center().toPoint();
    turnWheel(chart, centre, 5);
    const AxisRange before = chart.frame().x;
    QTest::mousePress(&chart, Qt::LeftButton, {}, centre);
    QTest::mouseMove(&chart, centre + QPoint(40, 0));
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, centre + QPoint(40, 0));
    const double moved = 40 / chart.frame().plot.width() * before.length();
    QVERIFY(std::abs(chart.frame().x.low - (before.low - moved)) < 1e-6);
    QVERIFY(std::abs(chart.frame().x.length() - before.length()) < 1e-6);
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, centre);
    QCOMPARE(chart.frame().x, (AxisRange{1, 100}));
}

void TestLineChart::keysDoAsTheMouse() {
    ShownChart chart;
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.frame().x.length() < 80);
    const AxisRange before = chart.frame().x;
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.frame().x.low > before.low);
    QTest::keyClick(&chart, Qt::Key_0);
    QCOMPARE(chart.frame().x, (AxisRange{1, 100}));
}

void TestLineChart::hoverReadsValues() {
    ShownChart chart;
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QSignalSpy hovers(&chart, &LineChart::hoverChanged);
    const ChartFrame frame = chart.frame();
    // Of the window: that of a widget moves the cursor itself, and asks the platform for an event.
    QTest::mouseMove(chart.windowHandle(), frame.pixelAt({42.2, 10}).toPoint());
    QTRY_VERIFY(!hovers.isEmpty());
    QCOMPARE(hovers.last().front().value<std::optional<double>>(), std::optional(42.0));
    QCOMPARE(chart.readingsAt(42), QString("rising 42\nflat 0"));
    const QImage hovered = chart.grab().toImage();
    chart.setHover(std::nullopt);
    QVERIFY(chart.grab().toImage() != hovered);
}

void TestLineChart::legendHidesCurves() {
    ShownChart chart;
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    (void)chart.grab();
    const QFontMetricsF metrics(chart.font());
    // The first entry stands below the title.
    const QPoint entry(30, static_cast<int>(6 + metrics.height() + 4 + metrics.height() / 2));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, entry);
    QVERIFY(!chart.isShown("rising"));
    QVERIFY(chart.isShown("flat"));
    QCOMPARE(chart.readingsAt(42), QString("flat 0"));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, entry);
    QVERIFY(chart.isShown("rising"));
}

void TestLineChart::verticalAxisFollowsWhatIsInView() {
    ShownChart chart;
    chart.setViewX(AxisRange{1, 10});
    QVERIFY(chart.frame().y.high < 11);
    chart.setLeastY({0, 50});
    QCOMPARE(chart.frame().y, (AxisRange{0, 50}));
    chart.setViewX(std::nullopt);
    QCOMPARE(chart.frame().y, (AxisRange{0, 100}));
}

void TestLineChart::logarithmicAxisSkipsZero() {
    ShownChart chart;
    std::vector<ChartSeries> series = chart.series();
    series.front().points[20].setY(0);  // between two that can be shown
    series.front().points[22].setY(0);
    chart.setSeries(series);
    chart.setLogarithmic(true);
    const ChartFrame frame = chart.frame();
    QVERIFY(frame.isLogarithmic);
    QVERIFY(frame.y.low > 0.5 && frame.y.low < 1);
    const double one = frame.pixelAt({1, 1}).y();
    const double ten = frame.pixelAt({1, 10}).y();
    const double hundred = frame.pixelAt({1, 100}).y();
    QVERIFY(std::abs((one - ten) - (ten - hundred)) < 1e-6);
    QVERIFY(frame.pixelAt({1, 0}).y() > frame.plot.bottom());
    const QImage image = chart.grab().toImage();
    for (const double value : {2.0, 10.0, 90.0}) {
        QVERIFY(hasColourNear(image, frame.pixelAt({value, value}), Qt::red));
    }
}

void TestLineChart::csvHoldsAllPoints() {
    LineChart chart("Dice", "iteration");
    chart.setSeries({{.name = "a, \"b\"", .points = {{1, 0.5}, {3, 0.125}}}, {.name = "c", .points = {{2, 1e-7}}}});
    chart.setSmoothing(0.9);
    QCOMPARE(chart.csv(), QString("iteration,\"a, \"\"b\"\"\",c\n1,0.5,\n2,,1e-07\n3,0.125,\n"));
}

void TestLineChart::exportsAppearOnDisk() {
    QTemporaryDir folder;
    ShownChart chart;
    writeCsv(chart, folder.filePath("chart.csv"));
    QFile file(folder.filePath("chart.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), chart.csv().toUtf8());
    QVERIFY_THROWS_EXCEPTION(Error, writeCsv(chart, folder.filePath("none/chart.csv")));
    QVERIFY_THROWS_EXCEPTION(Error, writePicture(chart, folder.filePath("none/chart.svg")));
}

/// Whatever the window's theme, size and mouse are.
void TestLineChart::savedPicturesAreForPrint() {
    QTemporaryDir folder;
    ShownChart chart;
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    chart.setPalette(dark);
    chart.resize(287, 175);
    writePicture(chart, folder.filePath("chart.png"));
    const QImage picture(folder.filePath("chart.png"));
    QVERIFY2(picture.width() >= 1600 && picture.height() >= 900, qPrintable(QString::number(picture.width())));
    for (const QPoint& corner : {picture.rect().topRight(), picture.rect().bottomLeft()}) {
        QCOMPARE(picture.pixelColor(corner), QColor(Qt::white));
    }
    const auto countOf = [&](const QColor& colour) {
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                count += picture.pixelColor(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    };
    QVERIFY(countOf(Qt::red) > 1000);
    QVERIFY(countOf(Qt::blue) > 1000);
    chart.setHover(42);
    writePicture(chart, folder.filePath("hovered.png"));
    QCOMPARE(QImage(folder.filePath("hovered.png")), picture);
}

void TestLineChart::drawingsHoldTheirWords() {
    QTemporaryDir folder;
    ShownChart chart;
    chart.setTitles("Losses", "iteration", "nats for a voxel");
    writePicture(chart, folder.filePath("chart.svg"));
    QFile file(folder.filePath("chart.svg"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString svg = QString::fromUtf8(file.readAll());
    for (const char* word : {"<svg", ">Losses<", ">iteration<", ">nats for a voxel<", ">rising<", ">flat<", ">100<"}) {
        QVERIFY2(svg.contains(word), qPrintable(word + QString(" in\n") + svg));
    }
    QVERIFY2(!svg.contains("<image"), "curves are lines, not pixels");
    QVERIFY(svg.contains("#ff0000") && svg.contains("#0000ff"));
}

void TestLineChart::savingBeginsInTheDocuments() {
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QTemporaryDir folder;
    ShownChart chart;
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(50, 50), chart.mapToGlobal(QPoint(50, 50)));
    QApplication::sendEvent(&chart, &asked);
    auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    const auto actions = menu->actions();
    const auto save =
        std::ranges::find_if(actions, [](const QAction* action) { return action->text().contains("picture"); });
    QVERIFY(save != actions.end());
    menu->setActiveAction(*save);
    QTest::keyClick(menu, Qt::Key_Return);
    auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->directory().absolutePath(), documentsFolder());
    const QStringList kinds = dialog->nameFilters();
    QCOMPARE(kinds.size(), 2);
    QVERIFY(kinds[0].contains("*.png") && kinds[1].contains("*.svg"));
    // Without an ending it has that of the chosen kind.
    dialog->selectNameFilter(kinds[1]);
    Q_EMIT dialog->filterSelected(kinds[1]);
    dialog->findChild<QLineEdit*>("fileNameEdit")->setText(folder.filePath("kept"));
    QMetaObject::invokeMethod(dialog, "accept");
    QVERIFY(QFile::exists(folder.filePath("kept.svg")));
}

void TestLineChart::axesStayWithoutACurve_data() {
    QTest::addColumn<std::vector<QPointF>>("points");
    QTest::addColumn<bool>("isHidden");
    QTest::newRow("one point") << std::vector<QPointF>{{6, 0.5}} << false;
    QTest::newRow("the only curve is hidden") << line(20) << true;
}

void TestLineChart::axesStayWithoutACurve() {
    QFETCH(const std::vector<QPointF>, points);
    QFETCH(const bool, isHidden);
    LineChart chart("Dice", "iteration");
    chart.setSeries({{.name = "mean", .colour = Qt::red, .points = points}});
    chart.resize(400, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    if (isHidden) {
        (void)chart.grab();
        QTest::mouseClick(&chart, Qt::LeftButton, {},
                          QPoint(30, static_cast<int>(10 + 1.5 * QFontMetricsF(chart.font()).height())));
        QVERIFY(!chart.isShown("mean"));
    }
    const QImage image = chart.grab().toImage();
    const QRectF plot = chart.frame().plot;
    const QColor ground = chart.palette().color(QPalette::Window);
    int letters = 0;
    for (int y = qRound(plot.top()); y < qRound(plot.bottom()); ++y) {
        for (int x = 0; x < qRound(plot.left()) - 3; ++x) {
            letters += image.pixelColor(x, y) != ground ? 1 : 0;
        }
    }
    QVERIFY2(letters > 20, "the vertical axis has labels");
}

void TestLineChart::oneOfManyPointsIsSeen() {
    std::vector<QPointF> points = line(15000, 0);
    points[7000].setY(1);
    LineChart chart("Losses", "iteration");
    chart.resize(600, 400);
    chart.setSeries({{.name = "spike", .colour = Qt::red, .points = points}});
    const QImage image = chart.grab().toImage();
    const ChartFrame frame = chart.frame();
    QVERIFY(hasColourNear(image, frame.pixelAt({7001, 0.5}), Qt::red));
    QVERIFY(!hasColourNear(image, frame.pixelAt({7301, 0.5}), Qt::red));
}

QTEST_MAIN(TestLineChart)
#include "tst_line_chart.moc"
