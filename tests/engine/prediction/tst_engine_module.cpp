#include "core/base/atomic_file.h"
#include "core/engine_module.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"
#include "tests/core/written_case.h"
#include "tests/engine/prediction/tensor_file.h"

#include <dlfcn.h>

#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <cmath>
#include <fstream>
#include <thread>

using namespace tandem;

namespace {

const std::vector<std::string> kClassNames{"background", "left-atrium"};

TrainingSettings settings() {
    TrainingSettings small;
    small.device = "cpu";
    small.precision = AskedPrecision::Float32;
    small.filters = 2;
    small.patch = {32, 32, 32};
    small.testStride = {8, 8, 4};
    return small;
}

PredictionSettings prediction(const std::string& maps) {
    return {.device = "cpu", .precision = AskedPrecision::Float32, .maps = choiceNamed<KeptMaps>(maps).value()};
}

/// Voxels with the last axis fastest as the project's, x fastest.
std::vector<float> xFastest(const PlainTensor& tensor) {
    const auto [nx, ny, nz] = std::array{tensor.shape[0], tensor.shape[1], tensor.shape[2]};
    std::vector<float> voxels;
    for (std::int64_t z = 0; z < nz; ++z) {
        for (std::int64_t y = 0; y < ny; ++y) {
            for (std::int64_t x = 0; x < nx; ++x) {
                voxels.push_back(tensor.values[static_cast<std::size_t>((x * ny + y) * nz + z)]);
            }
        }
    }
    return voxels;
}

}  // namespace

class TestEngineModule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itsSymbolsStayLocal();
    void tellsVersionAndDevices();
    void checksItself();
    void aDeviceThatIsNotThere_data();
    void aDeviceThatIsNotThere();
    void importedWeightsAreDescribed();
    void predictsTheGoldenProbability_data();
    void predictsTheGoldenProbability();
    void predictsAllMaps();
    void exportsWhatWasImported();
    void importRefuses_data();
    void importRefuses();
    void checkpointsThatCannotBeUsed();
    void predictionsThatCannotBeMade();
    void twoEnginesDoNotDisturbEachOther();
    void estimatesGrowWithWhatIsAskedFor();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    /// The golden volume of the given name as a prepared case.
    [[nodiscard]] PreparedCase preparedCase(const std::string& name, int channels = 1) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::filesystem::path m_checkpoint;
};

void TestEngineModule::initTestCase() {
    QVERIFY2(std::filesystem::exists(goldenFile("vnet_f2_weights.safetensors")), "The golden numbers are missing.");
    qputenv("TANDEM_ENGINE", "/nowhere/engine.so");
    const auto missing = errorOf([] { return openEngine(); });
    QVERIFY(missing);
    QCOMPARE(missing->code(), ErrorCode::NotFound);
    QVERIFY(mentions(missing, "/nowhere/engine.so"));

    qputenv("TANDEM_ENGINE", TANDEM_ENGINE_FILE);
    m_engine = openEngine();
    m_checkpoint = path("imported.ckpt");
    m_engine->importWeights(goldenFile("vnet_f2_weights.safetensors"), settings(), kClassNames, m_checkpoint);
}

PreparedCase TestEngineModule::preparedCase(const std::string& name, int channels) const {
    const PlainTensor volume = readTensorFile(goldenFile("sliding_window.safetensors")).at(name + ".volume");
    const std::filesystem::path stem = path(name.c_str());
    const Geometry geometry{.size = {volume.shape[0], volume.shape[1], volume.shape[2]}, .spacingMm = {0.625, 1, 2}};
    std::vector<float> voxels;
    for (int channel = 0; channel < channels; ++channel) {
        const std::vector<float> one = xFastest(volume);
        voxels.insert(voxels.end(), one.begin(), one.end());
    }
    writePreparedCase(stem, {.geometry = geometry, .channels = channels, .original = geometry}, voxels, {});
    return PreparedCase({.caseId = 1, .caseName = name, .stem = stem});
}

void TestEngineModule::itsSymbolsStayLocal() {
    QVERIFY(::dlsym(RTLD_DEFAULT, TANDEM_MAKE_ENGINE_SYMBOL) == nullptr);
}

void TestEngineModule::tellsVersionAndDevices() {
    const std::string version = m_engine->version();
    QVERIFY2(version.starts_with("LibTorch 2."), version.c_str());
    QVERIFY2(version.find("oneDNN") != std::string::npos, version.c_str());
    const std::vector<Device> devices = m_engine->devices();
    QCOMPARE(devices.front().name, std::string("cpu"));
    for (const Device& device : devices) {
        QVERIFY2(!device.title.empty(), device.name.c_str());
        QVERIFY(device.totalBytes > (std::uint64_t{1} << 28));
        QVERIFY(device.freeBytes > 0 && device.freeBytes <= device.totalBytes);
    }
}

void TestEngineModule::checksItself() {
    const SelfCheck check = m_engine->selfCheck("cpu");
    QCOMPARE(check.device, std::string("cpu"));
    QVERIFY(!check.message.empty());
    QVERIFY(check.largestError < 0.1);
}

void TestEngineModule::aDeviceThatIsNotThere_data() {
    QTest::addColumn<QString>("device");
    for (const char* name : {"cuda:99", "cuda:", "cuda:-1", "cuda:0x", "gpu", "CPU", ""}) {
        QTest::newRow(*name != '\0' ? name : "empty") << name;
    }
}

void TestEngineModule::aDeviceThatIsNotThere() {
    QFETCH(QString, device);
    const auto error = errorOf([&] { return m_engine->selfCheck(device.toStdString()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::NotFound);
    QVERIFY2(mentions(error, "\"" + device.toStdString() + "\"; the devices are cpu ("), error->what());
}

void TestEngineModule::importedWeightsAreDescribed() {
    const CheckpointDescription description = m_engine->describe(m_checkpoint);
    QVERIFY(description.settings == settings());
    QCOMPARE(description.classNames, kClassNames);
    QCOMPARE(description.channels, 1);
    QCOMPARE(description.iteration, 0);
    QCOMPARE(description.contentHash.size(), std::size_t{64});
}

void TestEngineModule::predictsTheGoldenProbability_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("large") << "large";
    QTest::newRow("smaller than the patch") << "smaller_than_patch";
}

void TestEngineModule::predictsTheGoldenProbability() {
    QFETCH(QString, name);
    const auto expected = xFastest(
        readTensorFile(goldenFile("sliding_window.safetensors")).at(name.toStdString() + ".foreground_probability_a"));
    const PreparedCase prepared = preparedCase(name.toStdString());
    const auto predictor = m_engine->openPredictor(m_checkpoint, prediction("probabilities"));
    std::vector<double> fractions;
    const PredictedMaps maps =
        predictor->predict(prepared, [&](double fraction, std::string_view) { fractions.push_back(fraction); }, {});
    QVERIFY(maps.label(kLabelMap).geometry() == prepared.header().geometry);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const float actual = maps.scalar({MapKind::Probability, Decoder::A, 1}).voxels()[i];
        QVERIFY(std::abs(actual - expected[i]) < 1e-5F);
        QVERIFY(std::abs(maps.scalar({MapKind::Probability, Decoder::A, 0}).voxels()[i] + actual - 1) < 1e-5F);
        if (std::abs(expected[i] - 0.5F) > 1e-4F) {
            QCOMPARE(static_cast<int>(maps.label(kLabelMap).voxels()[i]), expected[i] > 0.5F ? 1 : 0);
        }
    }
    QVERIFY(!maps.contains({MapKind::Uncertainty, Decoder::A}));
    QVERIFY(std::ranges::is_sorted(fractions) && fractions.front() > 0);
    QCOMPARE(fractions.back(), 1.0);

    const auto labelOnly = m_engine->openPredictor(m_checkpoint, prediction("label"))->predict(prepared, {}, {});
    QVERIFY(std::ranges::equal(labelOnly.label(kLabelMap).voxels(), maps.label(kLabelMap).voxels()));
    QVERIFY(std::ranges::equal(labelOnly.scalar({MapKind::Probability, Decoder::A, 1}).voxels(),
                               maps.scalar({MapKind::Probability, Decoder::A, 1}).voxels()));
    QVERIFY(labelOnly.classes(MapKind::Probability, Decoder::B).empty());
}

void TestEngineModule::predictsAllMaps() {
    const PreparedCase prepared = preparedCase("large");
    PredictedMaps maps;
    {
        const auto predictor = m_engine->openPredictor(m_checkpoint, prediction("all"));
        maps = predictor->predict(prepared, {}, {});
    }
    const auto within = [&](const ImageVolume& map, float low, float high) {
        return map.geometry() == prepared.header().geometry &&
               std::ranges::all_of(map.voxels(), [=](float value) { return value >= low && value <= high; });
    };
    QVERIFY(within(maps.scalar({MapKind::Uncertainty, Decoder::A}), 0, std::log(2.0F)) &&
            within(maps.scalar({MapKind::Uncertainty, Decoder::B}), 0, std::log(2.0F)));
    QVERIFY(within(maps.scalar({MapKind::Reliability, Decoder::A}), 0, 1) &&
            within(maps.scalar({MapKind::Reliability, Decoder::B}), 0, 1));
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        const std::vector<ImageVolume> similarity = maps.classes(MapKind::Similarity, decoder);
        QCOMPARE(similarity.size(), std::size_t{2});
        QVERIFY(within(similarity.front(), 0, 1.00001F) && within(similarity.back(), 0, 1.00001F));
    }
    const ImageVolume& atriumA = maps.scalar({MapKind::Probability, Decoder::A, 1});
    const ImageVolume& atriumB = maps.scalar({MapKind::Probability, Decoder::B, 1});
    for (std::size_t i = 0; i < atriumA.voxels().size(); ++i) {
        const float a = maps.scalar({MapKind::Uncertainty, Decoder::A}).voxels()[i];
        const float b = maps.scalar({MapKind::Uncertainty, Decoder::B}).voxels()[i];
        QCOMPARE(static_cast<int>(maps.label(kSelectionMap).voxels()[i]), b > a ? 1 : (a > b ? 2 : 0));
        const bool differs = (atriumA.voxels()[i] > 0.5F) != (atriumB.voxels()[i] > 0.5F);
        const float nearest = std::min(std::abs(atriumA.voxels()[i] - 0.5F), std::abs(atriumB.voxels()[i] - 0.5F));
        QVERIFY(nearest < 1e-5F || (maps.label(kDisagreementMap).voxels()[i] == 1) == differs);
    }
}

void TestEngineModule::exportsWhatWasImported() {
    m_engine->exportWeights(m_checkpoint, path("exported.safetensors"));
    const auto expected = readTensorFile(goldenFile("vnet_f2_weights.safetensors"));
    QVERIFY(expected.size() > 100);
    QVERIFY(readTensorFile(path("exported.safetensors")) == expected);
}

void TestEngineModule::importRefuses_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("filters");
    QTest::addColumn<int>("classes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const QString weights = "vnet_f2_weights.safetensors";
    QTest::newRow("missing") << "missing.safetensors" << 2 << 2 << ErrorCode::NotFound << "missing.safetensors";
    QTest::newRow("no weights") << "manifest.json" << 2 << 2 << ErrorCode::Corrupt << "manifest.json";
    QTest::newRow("other tensors") << "sliding_window.safetensors" << 2 << 2 << ErrorCode::InvalidInput
                                   << "encoder.block_one.conv.0.weight";
    QTest::newRow("other filters") << weights << 16 << 2 << ErrorCode::InvalidInput << "filters";
    QTest::newRow("other classes") << weights << 2 << 3 << ErrorCode::InvalidInput << "classes";
}

void TestEngineModule::importRefuses() {
    QFETCH(QString, file);
    QFETCH(int, filters);
    QFETCH(int, classes);
    QFETCH(ErrorCode, code);
    QFETCH(QString, words);
    TrainingSettings other = settings();
    other.filters = filters;
    std::vector<std::string> names = kClassNames;
    names.resize(static_cast<std::size_t>(classes), "more");
    const auto error =
        errorOf([&] { m_engine->importWeights(goldenFile(file.toStdString()), other, names, path("refused.ckpt")); });
    QVERIFY(error);
    QVERIFY2(error->code() == code, error->what());
    QVERIFY2(mentions(error, words.toStdString()), error->what());
    QVERIFY(!std::filesystem::exists(path("refused.ckpt")));
}

void TestEngineModule::checkpointsThatCannotBeUsed() {
    QCOMPARE(errorOf([&] { return m_engine->describe(path("none.ckpt")); })->code(), ErrorCode::NotFound);
    QCOMPARE(errorOf([&] { return m_engine->openPredictor(path("none.ckpt"), {}); })->code(), ErrorCode::NotFound);
    writeAtomically(path("text.ckpt"), "not a checkpoint");
    QCOMPARE(errorOf([&] { return m_engine->describe(path("text.ckpt")); })->code(), ErrorCode::Corrupt);

    std::filesystem::copy_file(m_checkpoint, path("flipped.ckpt"));
    const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(m_checkpoint) / 2);
    std::fstream stream(path("flipped.ckpt"), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(middle);
    const char byte = static_cast<char>(stream.get() ^ 0x10);
    stream.seekp(middle);
    stream.put(byte);
    stream.close();
    const auto error = errorOf([&] { return m_engine->openPredictor(path("flipped.ckpt"), prediction("label")); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
}

void TestEngineModule::predictionsThatCannotBeMade() {
    const auto predictor = m_engine->openPredictor(m_checkpoint, prediction("label"));
    const auto channels = errorOf([&] { return predictor->predict(preparedCase("large", 2), {}, {}); });
    QVERIFY(channels);
    QCOMPARE(channels->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(channels, "large has 2 image channel"), channels->what());

    std::stop_source stop;
    stop.request_stop();
    const auto stopped = errorOf([&] { return predictor->predict(preparedCase("large"), {}, stop.get_token()); });
    QVERIFY(stopped);
    QCOMPARE(stopped->code(), ErrorCode::Cancelled);

    PredictionSettings wide = prediction("label");
    wide.stride = {33, 8, 8};
    const auto stride = errorOf([&] { return m_engine->openPredictor(m_checkpoint, wide); });
    QVERIFY(stride);
    QCOMPARE(stride->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(stride, "stride is 33,8,8"), stride->what());
}

void TestEngineModule::twoEnginesDoNotDisturbEachOther() {
    const PreparedCase prepared = preparedCase("smaller_than_patch");
    const auto other = openEngine();
    const auto first = m_engine->openPredictor(m_checkpoint, prediction("probabilities"));
    const auto second = other->openPredictor(m_checkpoint, prediction("probabilities"));
    const PredictedMaps expected = first->predict(prepared, {}, {});
    std::array<PredictedMaps, 2> maps;
    {
        const std::jthread one([&] { maps[0] = first->predict(prepared, {}, {}); });
        const std::jthread two([&] { maps[1] = second->predict(prepared, {}, {}); });
    }
    for (const PredictedMaps& result : maps) {
        QVERIFY(std::ranges::equal(result.scalar({MapKind::Probability, Decoder::A, 1}).voxels(),
                                   expected.scalar({MapKind::Probability, Decoder::A, 1}).voxels()));
    }
}

void TestEngineModule::estimatesGrowWithWhatIsAskedFor() {
    const CheckpointDescription description = m_engine->describe(m_checkpoint);
    std::uint64_t before = 0;
    for (const char* maps : {"label", "probabilities", "all"}) {
        const MemoryEstimate estimate = m_engine->estimatePrediction(description, prediction(maps), {200, 150, 100});
        QVERIFY(estimate.deviceBytes > before && estimate.fits && estimate.advice.empty());
        before = estimate.deviceBytes;
    }
    const MemoryEstimate tooMuch = m_engine->estimatePrediction(description, prediction("all"), {20000, 20000, 1000});
    QVERIFY(!tooMuch.fits);
    QVERIFY2(tooMuch.advice.starts_with("Set maps to probabilities (now all)"), tooMuch.advice.c_str());

    CheckpointDescription wide = description;
    wide.settings.filters = 256;
    wide.settings.patch = {128, 128, 128};
    PredictionSettings batched = prediction("label");
    batched.windowBatch = 64;
    const MemoryEstimate batch = m_engine->estimatePrediction(wide, batched, {64, 64, 64});
    QVERIFY(!batch.fits);
    QVERIFY2(batch.advice.starts_with("Set patch to 64,64,64 (now 128,128,128)"), batch.advice.c_str());
}

QTEST_GUILESS_MAIN(TestEngineModule)
#include "tst_engine_module.moc"
