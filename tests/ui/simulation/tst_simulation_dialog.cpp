// The window's simulation: what was recorded is shown as curves and rows, a new one is asked for, done and gone on
// with.
#include "storage/simulation/stored_simulations.h"
#include "tests/simulation/recorded_simulation.h"
#include "tests/ui/on_page.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/simulation/band_chart_view.h"
#include "ui/simulation/picture/simulation_chart.h"
#include "ui/simulation/simulation_dialog.h"
#include "ui/simulation/simulation_job.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

/// Whether a pixel near the place has about the colour.
bool hasColour(const QImage& image, const QPoint& at, const QColor& colour) {
    for (int dy = -3; dy <= 3; ++dy) {
        for (int dx = -3; dx <= 3; ++dx) {
            const QColor pixel = image.pixelColor(at + QPoint(dx, dy));
            if (std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) +
                    std::abs(pixel.blue() - colour.blue()) <
                60) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

class TestSimulationDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_phantoms = std::make_unique<PhantomProject>();
        m_run = trainPhantoms(*m_phantoms, 12, "first");
    }
    void init() { m_jobs = std::make_unique<JobList>(); }
    void cleanup() {
        m_dialog.reset();
        m_jobs->cancelAll();
        QTRY_COMPARE(m_jobs->activeCount(), 0);
        m_jobs.reset();
        m_session.reset();
        std::filesystem::remove_all(m_phantoms->folder() / "simulations");
    }
    void curvesAndBandsArePainted();
    void aLineAloneHasNoBand();
    void baselinesStandWhereTheStrategiesAre();
    void whatWasRecordedIsShown();
    void onlyWhatHoldsIsBegun();
    void aSimulationIsDoneAndFoundAgain();
    void aStoppedOneGoesOn();
    void oneIsDeletedAfterAsking();
    void whatDoesNotFitIsNotBegun();

private:
    void open() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms->folder()), *m_jobs);
        m_dialog = std::make_unique<SimulationDialog>(*m_session, m_run);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_dialog, name);
    }
    [[nodiscard]] QStringList row(int number) {
        QStringList cells;
        const QTableWidget& table = *find<QTableWidget>("simulationTable");
        for (int column = 0; column < table.columnCount(); ++column) {
            cells << table.item(number, column)->text();
        }
        return cells;
    }
    /// One strategy, one seed, so few iterations that it takes seconds.
    void askForLittle(int rounds) {
        for (const char* const name :
             {"strategy-most-disagreement", "strategy-class-balanced", "strategy-foreground-random"}) {
            find<QCheckBox>(name)->setChecked(false);
        }
        find<QSpinBox>("simulateRounds")->setValue(rounds);
        find<QSpinBox>("simulateIterations")->setValue(3);
        find<QLineEdit>("simulateSeeds")->setText("5");
    }

    std::unique_ptr<PhantomProject> m_phantoms;
    std::int64_t m_run = 0;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<SimulationDialog> m_dialog;
};

void TestSimulationDialog::curvesAndBandsArePainted() {
    const QColor red(0xd0, 0x20, 0x20);
    const BandChart chart{.title = {},
                          .xTitle = {},
                          .yTitle = {},
                          .emptyText = "nothing",
                          .curves = {{.name = {},
                                      .colour = red,
                                      .isDashed = false,
                                      .points = {{0, 0.5, 0.2, 0.8}, {5, 0.5, 0.2, 0.8}, {10, 0.5, 0.2, 0.8}}}}};
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        paintBandChart(painter, paletteOf(Theme::Light), image.size(), chart);
    }
    // The line is in the middle of the band, which is in the middle of the plot; both go through the whole of it.
    int rows = 0;
    int lineRow = 0;
    int bandRows = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QColor pixel = image.pixelColor(230, y);
        const bool isBand = pixel.red() > pixel.green() + 20;
        bandRows += isBand ? 1 : 0;
        if (std::abs(pixel.green() - red.green()) < 40) {
            lineRow += y;
            ++rows;
        }
    }
    QVERIFY(rows >= 1 && rows <= 4);
    lineRow /= rows;
    QVERIFY2(bandRows > 150, qPrintable(QString::number(bandRows)));
    QVERIFY(image.pixelColor(230, lineRow - 60).red() > image.pixelColor(230, lineRow - 60).green() + 20);
    QVERIFY(image.pixelColor(230, lineRow + 60).red() > image.pixelColor(230, lineRow + 60).green() + 20);
}

/// Of one seed there is no band, however the line bends.
void TestSimulationDialog::aLineAloneHasNoBand() {
    const BandChart chart{
        .title = {},
        .xTitle = {},
        .yTitle = {},
        .emptyText = {},
        .curves = {
            {.name = {}, .colour = Qt::red, .isDashed = false, .points = {{0, 0, 0, 0}, {5, 1, 1, 1}, {10, 0, 0, 0}}}}};
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        paintBandChart(painter, paletteOf(Theme::Light), image.size(), chart);
    }
    int red = 0;
    for (int y = 0; y < image.height(); ++y) {
        red += image.pixelColor(230, y).red() > image.pixelColor(230, y).green() + 20 ? 1 : 0;
    }
    QVERIFY2(red > 0 && red < 12, qPrintable(QString::number(red)));
}

void TestSimulationDialog::baselinesStandWhereTheStrategiesAre() {
    const BandChart chart = SimulationChart::chartOf(recordedSimulation(), SimulationAxis::Changed);
    QCOMPARE(chart.curves.size(), std::size_t{3});
    QCOMPARE(chart.curves[0].name, QStringLiteral("No correction"));
    QVERIFY(chart.curves[0].isDashed && !chart.curves[1].isDashed);
    // The strategies change 20 and 10 voxels in two rounds.
    QCOMPARE(chart.curves[0].points.back().x, 15.0);
    QCOMPARE(chart.curves[1].points.back().x, 20.0);
    QCOMPARE(chart.curves[1].points.back().high - chart.curves[1].points.back().low, 0.85 - 0.83);
    QVERIFY(SimulationChart::chartOf({}, SimulationAxis::Changed).isEmpty());
}

void TestSimulationDialog::whatWasRecordedIsShown() {
    Simulation recorded = recordedSimulation();
    recorded.settings.training = PhantomProject::smallSettings(4);
    std::filesystem::create_directories(m_phantoms->folder() / "simulations" / "0001");
    writeSimulation(m_phantoms->folder() / "simulations" / "0001", recorded);
    open();
    QCOMPARE(find<QComboBox>("simulationChoice")->currentText(), QStringLiteral("2026-01-31 09:30"));
    QCOMPARE(find<QTableWidget>("simulationTable")->rowCount(), 1 + 3 * 2);
    QCOMPARE(row(0).mid(0, 3), (QStringList{"before", "0", "2"}));
    QCOMPARE(row(4), (QStringList{"Least reliable", "2", "2", "200", "20", "8", "0.8400", "0.8300", "0.8500"}));
    QVERIFY(!find<QPushButton>("simulationStart")->isEnabled());
    QCOMPARE(find<QPushButton>("simulationStart")->toolTip(), QStringLiteral("All of its rounds are done."));
    QVERIFY(!find<QSpinBox>("simulateRounds")->isEnabled());

    auto& view = *find<BandChartView>("simulationChart");
    QCOMPARE(view.chart().xTitle, QStringLiteral("Voxels looked at"));
    const QImage picture = view.grab().toImage();
    int blue = 0;
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = 60; y < picture.height(); ++y) {
            blue += hasColour(picture, {std::clamp(x, 3, picture.width() - 4), std::clamp(y, 3, picture.height() - 4)},
                              SimulationChart::colourOf({.strategy = RegionStrategy::LeastReliable}))
                        ? 1
                        : 0;
        }
    }
    QVERIFY2(blue > 500, qPrintable(QString::number(blue)));
    find<QComboBox>("simulationAxis")->setCurrentIndex(1);
    QCOMPARE(view.chart().xTitle, QStringLiteral("Voxels changed"));
    keepPicture(*m_dialog, "simulation");

    const QString file = QString::fromStdString((m_phantoms->parent() / "saved.csv").string());
    QCOMPARE(pressButton(*find<QPushButton>("saveSimulationTable")), QString());
    auto* const chooser = m_dialog->findChild<QFileDialog*>();
    QVERIFY(chooser != nullptr);
    Q_EMIT chooser->fileSelected(file);
    chooser->close();
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll().toStdString(), simulationCsv(recorded));
}

void TestSimulationDialog::onlyWhatHoldsIsBegun() {
    open();
    QCOMPARE(find<QComboBox>("simulationChoice")->count(), 1);
    QVERIFY(find<QPushButton>("simulationStart")->isEnabled());
    // Two per cent of two volumes of 32 x 32 x 24.
    QCOMPARE(find<QLabel>("simulateBudgetNote")->text(), QStringLiteral("983 voxels in each round"));
    QTRY_VERIFY(find<QLabel>("simulationNote")->text().contains(" of 4 iterations, and "));
    find<QLineEdit>("simulateSeeds")->setText("5, x");
    QVERIFY(!find<QPushButton>("simulationStart")->isEnabled());
    QVERIFY(find<QPushButton>("simulationStart")->toolTip().startsWith("Seeds are whole numbers"));
    askForLittle(1);
    QVERIFY(find<QPushButton>("simulationStart")->isEnabled());
    find<QCheckBox>("strategy-least-reliable")->setChecked(false);
    QCOMPARE(find<QPushButton>("simulationStart")->toolTip(), QStringLiteral("Tick at least one strategy."));
}

void TestSimulationDialog::aSimulationIsDoneAndFoundAgain() {
    open();
    askForLittle(1);
    QCOMPARE(pressButton(*find<QPushButton>("simulationStart")), QString());
    QVERIFY(find<QPushButton>("simulationStop")->isVisible());
    QVERIFY(simulationOn(*m_jobs, m_run) != nullptr);
    // It goes on without the dialog, and is found again by another.
    m_dialog = std::make_unique<SimulationDialog>(*m_session, m_run);
    m_dialog->show();
    QVERIFY(!find<QPushButton>("simulationStart")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(simulationOn(*m_jobs, m_run) == nullptr, 60'000);
    QTRY_COMPARE(find<QTableWidget>("simulationTable")->rowCount(), 3);
    QCOMPARE(row(2).mid(0, 4), (QStringList{"Least reliable", "1", "1", "983"}));
    const auto stored = storedSimulations(m_session->project(), m_run);
    QCOMPARE(stored.size(), std::size_t{1});
    QVERIFY(stored.front().simulation.isDone());
    QVERIFY(storedSimulations(m_session->project(), m_run + 1).empty());
}

void TestSimulationDialog::aStoppedOneGoesOn() {
    open();
    askForLittle(2);
    QCOMPARE(pressButton(*find<QPushButton>("simulationStart")), QString());
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableWidget>("simulationTable")->rowCount() >= 2, 60'000);
    QCOMPARE(pressButton(*find<QPushButton>("simulationStop")), QString());
    QTRY_VERIFY_WITH_TIMEOUT(simulationOn(*m_jobs, m_run) == nullptr, 60'000);
    QTRY_COMPARE(find<QPushButton>("simulationStart")->text(), QStringLiteral("&Go on"));
    QVERIFY(find<QComboBox>("simulationChoice")->currentText().endsWith(" of 4 rounds done"));
    QCOMPARE(pressButton(*find<QPushButton>("simulationStart")), QString());
    QTRY_VERIFY_WITH_TIMEOUT(simulationOn(*m_jobs, m_run) == nullptr, 60'000);
    QTRY_COMPARE(find<QTableWidget>("simulationTable")->rowCount(), 5);
    QCOMPARE(storedSimulations(m_session->project(), m_run).size(), std::size_t{1});
}

void TestSimulationDialog::oneIsDeletedAfterAsking() {
    const std::filesystem::path simulations = m_phantoms->folder() / "simulations";
    for (const char* const name : {"0001", "0002"}) {
        std::filesystem::create_directories(simulations / name / "simulation.tandem");
        Simulation recorded = recordedSimulation();
        recorded.startedAt = name == std::string("0001") ? "2026-01-31T09:30:00Z" : "2026-02-01T09:30:00Z";
        writeSimulation(simulations / name, recorded);
    }
    open();
    auto& which = *find<QComboBox>("simulationChoice");
    auto& button = *find<QPushButton>("simulationDelete");
    which.setCurrentIndex(0);
    QVERIFY(!button.isEnabled());
    QCOMPARE(button.toolTip(), QStringLiteral("Choose a simulation that was made."));
    which.setCurrentIndex(1);
    QCOMPARE(which.currentText(), QStringLiteral("2026-02-01 09:30"));
    QVERIFY(button.isEnabled() && !button.isDefault());
    const auto question = [&] { return m_dialog->findChild<QMessageBox*>("deleteSimulationQuestion"); };
    QCOMPARE(pressButton(button), QString());
    QTRY_VERIFY(question() != nullptr);
    keepPicture(*question(), "simulation-delete");
    QVERIFY(question()->text().contains("2026-02-01"));
    QVERIFY(question()->informativeText().contains(" on disk."));
    question()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(question() == nullptr);
    QVERIFY(std::filesystem::exists(simulations / "0002"));
    QCOMPARE(pressButton(button), QString());
    QTRY_VERIFY(question() != nullptr);
    question()->findChild<QPushButton*>("deleteSimulationConfirmed")->click();
    QTRY_COMPARE(which.count(), 2);
    QVERIFY(!std::filesystem::exists(simulations / "0002"));
    QVERIFY(std::filesystem::exists(simulations / "0001" / "simulation.json"));
    QTRY_VERIFY(which.isEnabled());
}

void TestSimulationDialog::whatDoesNotFitIsNotBegun() {
    open();
    find<QSpinBox>("simulateRounds")->setValue(100);
    QTRY_VERIFY(find<QLabel>("simulationNote")->text().contains("Disk: up to "));
    QVERIFY(find<QPushButton>("simulationStart")->isEnabled());
    QStringList seeds;
    for (int seed = 0; seed < 2000; ++seed) {
        seeds << QString::number(seed);
    }
    find<QSpinBox>("simulateIterations")->setValue(1'000'000);  // whose curves of each run are half a gigabyte
    find<QLineEdit>("simulateSeeds")->setMaxLength(100'000);
    find<QLineEdit>("simulateSeeds")->setText(seeds.join(','));
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("simulationNote")->text().contains("It needs up to "), 60'000);
    QVERIFY(!find<QPushButton>("simulationStart")->isEnabled());
    QVERIFY(find<QPushButton>("simulationStart")->toolTip().contains("make room, or ask for less"));
}

QTEST_MAIN(TestSimulationDialog)
#include "tst_simulation_dialog.moc"
