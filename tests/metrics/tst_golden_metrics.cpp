#include "core/metrics/case_metrics.h"
#include "tests/core/test_files.h"
#include "tests/metrics/golden_masks.h"

#include <QtTest>
#include <cmath>
#include <fstream>

using namespace tandem;

namespace {

constexpr double kTolerance = 1e-6;

}  // namespace

class TestGoldenMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agrees_data();
    void agrees();

private:
    nlohmann::json m_manifest;
};

void TestGoldenMetrics::initTestCase() {
    std::ifstream stream(goldenFile("manifest.json"));
    m_manifest = nlohmann::json::parse(stream);
}

void TestGoldenMetrics::agrees_data() {
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < m_manifest.at("metrics").size(); ++row) {
        QTest::addRow("pair %zu", row) << static_cast<int>(row);
    }
}

void TestGoldenMetrics::agrees() {
    QFETCH(const int, row);
    const auto& expected = m_manifest.at("metrics").at(static_cast<std::size_t>(row));
    const GoldenMasks masks(goldenFile("metric_masks.safetensors"));
    const std::string pair = "pair" + std::to_string(expected.at("pair").get<int>());
    const auto spacing = expected.at("spacing").get<Vector3>();
    const auto metrics =
        evaluateCase(masks.mask(pair + ".prediction", spacing), masks.mask(pair + ".reference", spacing), 2);
    const ClassMetrics& one = metrics.at(0);
    const auto compare = [&](const char* key, double value) {
        const double difference = std::abs(value - expected.at(key).get<double>());
        QVERIFY2(difference < kTolerance, qPrintable(QString("%1 differs by %2").arg(key).arg(difference)));
    };
    compare("dice", one.overlap.dice);
    compare("jaccard", one.overlap.jaccard);
    compare("hd95", one.surface.hd95Mm.value());
    compare("asd", one.surface.asdMm.value());
    compare("assd", one.surface.assdMm.value());
}

QTEST_GUILESS_MAIN(TestGoldenMetrics)
#include "tst_golden_metrics.moc"
