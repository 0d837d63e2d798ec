#include "core/engine/devices/process_memory.h"
#include "core/engine/libtorch_engine.h"
#include "core/engine/network/weights.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <iostream>
#include <numeric>

using namespace tandem;

namespace {

PredictionSettings prediction(const std::string& maps) {
    return {.device = "cpu", .precision = "float32", .maps = maps};
}

std::filesystem::path pathOf(const QString& text) {
    return text.toStdString();
}

/// In a process of its own: predicts and prints by how many bytes that raised the peak of resident memory, and how many
/// were left when maps and predictor were gone.
int measure(const std::filesystem::path& checkpoint, const std::filesystem::path& stem, const std::string& maps) {
    const LibTorchEngine engine;
    const std::uint64_t before = residentBytes();
    std::uint64_t peak = 0;
    {
        const auto predictor = engine.openPredictor(checkpoint, prediction(maps));
        const PreparedCase prepared({.caseId = 1, .caseName = "case", .stem = stem});
        const PredictedMaps result = predictor->predict(prepared, {}, {});
        peak = peakResidentBytes();
    }
    std::cout << peak - before << " " << residentBytes() - before << std::endl;
    return 0;
}

}  // namespace

class TestPredictionMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimatesAreCloseToWhatIsMeasured_data();
    void estimatesAreCloseToWhatIsMeasured();

private:
    QTemporaryDir m_folder;
};

void TestPredictionMemory::estimatesAreCloseToWhatIsMeasured_data() {
    QTest::addColumn<QString>("maps");
    QTest::addColumn<int>("filters");
    QTest::addColumn<Index3>("patch");
    QTest::addColumn<Index3>("size");
    const Index3 patch{96, 96, 80};
    const Index3 size{150, 130, 96};
    QTest::newRow("label") << "label" << 8 << patch << size;
    QTest::newRow("probabilities") << "probabilities" << 8 << patch << size;
    QTest::newRow("all") << "all" << 8 << patch << size;
    QTest::newRow("label, more filters") << "label" << 16 << Index3{64, 64, 64} << size;
    QTest::newRow("all, more filters") << "all" << 16 << Index3{64, 64, 64} << Index3{100, 90, 80};
    QTest::newRow("all, large volume") << "all" << 4 << Index3{64, 64, 64} << Index3{200, 160, 120};
}

void TestPredictionMemory::estimatesAreCloseToWhatIsMeasured() {
    QFETCH(QString, maps);
    QFETCH(int, filters);
    QFETCH(Index3, patch);
    QFETCH(Index3, size);
    const QString checkpoint = m_folder.filePath("network.ckpt");
    const QString stem = m_folder.filePath("case");
    const LibTorchEngine engine;
    TrainingSettings settings;
    settings.filters = filters;
    settings.patch = patch;
    settings.testStride = patch;
    saveWeights(MutualVNet(NetworkSettings{.filters = filters}), pathOf(m_folder.filePath("weights.safetensors")));
    engine.importWeights(pathOf(m_folder.filePath("weights.safetensors")), settings, {"background", "a"},
                         pathOf(checkpoint));
    const Geometry geometry{.size = size};
    std::vector<float> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    std::iota(voxels.begin(), voxels.end(), 0.0F);
    std::ranges::transform(voxels, voxels.begin(), [](float value) { return std::sin(value); });
    writePreparedCase(pathOf(stem), {.geometry = geometry, .original = geometry}, voxels, {});

    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {"--measure", checkpoint, stem, maps});
    QVERIFY(child.waitForFinished(120000));
    const QList<QByteArray> answer = child.readAllStandardOutput().trimmed().split(' ');
    QVERIFY2(answer.size() == 2 && child.exitCode() == 0, child.readAllStandardError().constData());
    const double measured = answer[0].toDouble();
    const double left = answer[1].toDouble();

    const auto estimate =
        engine.estimatePrediction(engine.describe(pathOf(checkpoint)), prediction(maps.toStdString()), size);
    const double ratio = static_cast<double>(estimate.deviceBytes) / measured;
    const QString figures = QString("measured %1 MiB, estimated %2 MiB, left %3 MiB")
                                .arg(measured / (1 << 20), 0, 'f', 0)
                                .arg(static_cast<double>(estimate.deviceBytes) / (1 << 20), 0, 'f', 0)
                                .arg(left / (1 << 20), 0, 'f', 0);
    qInfo("%s", qPrintable(figures));
    QVERIFY2(ratio > 0.75 && ratio < 1.25, qPrintable(figures));
    QCOMPARE(estimate.hostBytes, std::uint64_t{0});
    QVERIFY2(left < 0.4 * measured && left < 150.0 * (1 << 20), qPrintable(figures));
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == "--measure") {
        return measure(argv[2], argv[3], argv[4]);
    }
    QCoreApplication application(argc, argv);
    TestPredictionMemory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_prediction_memory.moc"
