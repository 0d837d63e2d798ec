#include "core/engine/devices/process_memory.h"
#include "core/engine/libtorch_engine.h"
#include "core/engine/network/weights.h"
#include "tests/core/written_case.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <iostream>
#include <numeric>

using namespace tandem;

namespace {

PredictionSettings prediction(const std::string& maps) {
    return {.device = "cpu", .precision = AskedPrecision::Float32, .maps = choiceNamed<KeptMaps>(maps).value()};
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

/// In a process of its own: in what "auto" computes, and how many bytes are estimated for it, for float32 and for
/// bfloat16.
int decide(const std::filesystem::path& checkpoint) {
    const LibTorchEngine engine;
    PredictionSettings settings = prediction("label");
    const auto estimated = [&](AskedPrecision precision) {
        settings.precision = precision;
        return engine.estimatePrediction(engine.describe(checkpoint), settings, {64, 64, 64}).deviceBytes;
    };
    const std::uint64_t automatic = estimated(AskedPrecision::Auto);
    settings.precision = AskedPrecision::Auto;
    std::cout << engine.openPredictor(checkpoint, settings)->precision() << " " << automatic << " "
              << estimated(AskedPrecision::Float32) << " " << estimated(AskedPrecision::BFloat16) << std::endl;
    return 0;
}

/// What a process of its own prints, in words.
QStringList answerOf(const QStringList& arguments, const QProcessEnvironment& environment) {
    QProcess child;
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    if (!child.waitForFinished(120000) || child.exitCode() != 0) {
        qWarning("%s", child.readAllStandardError().constData());
        return {};
    }
    return QString::fromUtf8(child.readAllStandardOutput()).simplified().split(' ');
}

}  // namespace

class TestPredictionMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimatesAreCloseToWhatIsMeasured_data();
    void estimatesAreCloseToWhatIsMeasured();
    void autoIsEstimatedAsItComputes_data();
    void autoIsEstimatedAsItComputes();

private:
    /// A network whose windows are patches that do not overlap.
    void writeNetwork(const QString& checkpoint, int filters, const Index3& patch) const;

    QTemporaryDir m_folder;
};

void TestPredictionMemory::writeNetwork(const QString& checkpoint, int filters, const Index3& patch) const {
    TrainingSettings settings;
    settings.filters = filters;
    settings.patch = patch;
    settings.testStride = patch;
    const std::filesystem::path weights = pathOf(m_folder.filePath("weights.safetensors"));
    saveWeights(MutualVNet(NetworkSettings{.filters = filters}), weights);
    LibTorchEngine().importWeights(weights, settings, {"background", "a"}, pathOf(checkpoint));
}

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
    writeNetwork(checkpoint, filters, patch);
    const Geometry geometry{.size = size};
    std::vector<float> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    std::iota(voxels.begin(), voxels.end(), 0.0F);
    std::ranges::transform(voxels, voxels.begin(), [](float value) { return std::sin(value); });
    writePreparedCase(pathOf(stem), {.geometry = geometry, .original = geometry}, voxels, {});

    const QStringList answer =
        answerOf({"--measure", checkpoint, stem, maps}, QProcessEnvironment::systemEnvironment());
    QCOMPARE(answer.size(), 2);
    const double measured = answer[0].toDouble();
    const double left = answer[1].toDouble();

    const LibTorchEngine engine;
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

void TestPredictionMemory::autoIsEstimatedAsItComputes_data() {
    QTest::addColumn<QString>("instructions");
    QTest::newRow("as the machine is") << QString();
    // oneDNN must do without what the processor has, so bfloat16 is there, and slow.
    QTest::newRow("where the self-check forbids bfloat16") << "AVX2";
}

void TestPredictionMemory::autoIsEstimatedAsItComputes() {
    QFETCH(QString, instructions);
    const QString checkpoint = m_folder.filePath("decided.ckpt");
    writeNetwork(checkpoint, 8, {48, 48, 48});
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!instructions.isEmpty()) {
        environment.insert("ONEDNN_MAX_CPU_ISA", instructions);
    }
    const QStringList answer = answerOf({"--decide", checkpoint}, environment);
    QCOMPARE(answer.size(), 4);
    QVERIFY(instructions.isEmpty() || answer[0] == "float32");
    QVERIFY(answer[2].toULongLong() > answer[3].toULongLong());
    QCOMPARE(answer[1], answer[0] == "float32" ? answer[2] : answer[3]);
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == "--measure") {
        return measure(argv[2], argv[3], argv[4]);
    }
    if (argc == 3 && std::string_view(argv[1]) == "--decide") {
        return decide(argv[2]);
    }
    QCoreApplication application(argc, argv);
    TestPredictionMemory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_prediction_memory.moc"
