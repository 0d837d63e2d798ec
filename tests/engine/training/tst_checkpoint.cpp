#include "core/base/content_hash.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/checkpoint/checkpoint_file.h"
#include "core/engine/network/weights.h"
#include "tests/core/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

Checkpoint sample() {
    Checkpoint checkpoint;
    checkpoint.about.settings.filters = 2;
    checkpoint.about.settings.patch = {32, 16, 48};
    checkpoint.about.settings.testStride = {16, 8, 24};
    checkpoint.about.settings.learningRate = 0.1 + 0.2;
    checkpoint.about.classNames = {"background", "Vorhof „links“"};
    checkpoint.about.channels = 3;
    checkpoint.about.iteration = 41;
    const MutualVNet network(networkSettingsOf(checkpoint.about), 5);
    checkpoint.weights = weightsOf(network);
    RunState run;
    run.cases = {.labelled = {4, 2}, .unlabelled = {9, 8, 7}};
    run.sampler.labelled = {.order = {1, 0}, .position = 1};
    run.sampler.unlabelled = {.order = {2, 0, 1}, .position = 3};
    static_cast<void>(run.sampler.random.below(10));
    run.validatedIteration = 40;
    run.bestDice = 1.0 / 3;
    run.threads = 6;
    run.dropout = network->dropoutState();
    run.momentum["encoder.block_one.conv.0.weight"] = torch::rand({2, 3, 3, 3, 3});
    checkpoint.run = std::move(run);
    return checkpoint;
}

bool areEqual(const std::map<std::string, torch::Tensor>& a, const std::map<std::string, torch::Tensor>& b) {
    return std::ranges::equal(a, b, [](const auto& left, const auto& right) {
        return left.first == right.first && left.second.equal(right.second);
    });
}

}  // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatWasWrittenIsRead();
    void importedWeightsHaveNoRun();
    void aDescriptionSaysTheSame();
    void theHashIsThatOfTheFile();
    void theNetworkIsRestored();
    void aHeaderSaysNoMoreThanTheFileHolds_data();
    void aHeaderSaysNoMoreThanTheFileHolds();
    void damageIsNoticed_data();
    void damageIsNoticed();
    void aMissingFileIsNotFound();
    void aFileOfANewerProgramIsRefused();
    void aHeaderThatMakesNoSenseIsRefused_data();
    void aHeaderThatMakesNoSenseIsRefused();
    void settingsOfAnotherVersionAreLeftAside();
    void weightsOfAnotherNetworkAreRefused();

private:
    [[nodiscard]] std::filesystem::path file() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "läufe" / "last.ckpt";
    }
    [[nodiscard]] QByteArray bytes() const {
        QFile stored(QString::fromStdString(file().string()));
        return stored.open(QFile::ReadOnly) ? stored.readAll() : QByteArray();
    }
    void replace(const QByteArray& content) const {
        QFile stored(QString::fromStdString(file().string()));
        QVERIFY(stored.open(QFile::WriteOnly));
        stored.write(content);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCheckpoint::whatWasWrittenIsRead() {
    const Checkpoint written = sample();
    static_cast<void>(writeCheckpoint(file(), written));
    const Checkpoint read = readCheckpoint(file());
    QVERIFY(read.about.settings == written.about.settings);
    QVERIFY(read.about.classNames == written.about.classNames);
    QCOMPARE(read.about.channels, 3);
    QCOMPARE(read.about.iteration, std::int64_t{41});
    QVERIFY(areEqual(read.weights, written.weights));
    QVERIFY(read.run->cases == written.run->cases);
    QVERIFY(read.run->sampler == written.run->sampler);
    QCOMPARE(read.run->validatedIteration, std::int64_t{40});
    QVERIFY(read.run->bestDice == written.run->bestDice);
    QCOMPARE(read.run->threads, 6);
    QVERIFY(read.run->dropout.equal(written.run->dropout));
    QVERIFY(areEqual(read.run->momentum, written.run->momentum));
}

void TestCheckpoint::importedWeightsHaveNoRun() {
    Checkpoint imported = sample();
    imported.run.reset();
    static_cast<void>(writeCheckpoint(file(), imported));
    const Checkpoint read = readCheckpoint(file());
    QVERIFY(!read.run);
    QVERIFY(areEqual(read.weights, imported.weights));
}

void TestCheckpoint::aDescriptionSaysTheSame() {
    const Checkpoint written = sample();
    static_cast<void>(writeCheckpoint(file(), written));
    const CheckpointDescription about = describeCheckpoint(file());
    QVERIFY(about.settings == written.about.settings);
    QVERIFY(about.classNames == written.about.classNames);
    QCOMPARE(about.channels, 3);
    QCOMPARE(about.iteration, std::int64_t{41});
    QCOMPARE(about.contentHash, readCheckpoint(file()).about.contentHash);
}

void TestCheckpoint::theHashIsThatOfTheFile() {
    const std::string hash = writeCheckpoint(file(), sample());
    QCOMPARE(hash, contentHash(file()));
    QCOMPARE(hash, describeCheckpoint(file()).contentHash);
    QVERIFY(hash != writeCheckpoint(file(), [] {
                Checkpoint other = sample();
                other.about.iteration = 42;
                return other;
            }()));
}

void TestCheckpoint::theNetworkIsRestored() {
    const Checkpoint written = sample();
    static_cast<void>(writeCheckpoint(file(), written));
    const MutualVNet network = networkOf(readCheckpoint(file()));
    QVERIFY(areEqual(weightsOf(network), written.weights));
    QCOMPARE(network->settings().filters, 2);
    QCOMPARE(network->settings().channels, 3);
}

void TestCheckpoint::aHeaderSaysNoMoreThanTheFileHolds_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("channels") << QByteArray("\"channels\": 3") << QByteArray("\"channels\": 1000");
    QTest::newRow("absurd channels") << QByteArray("\"channels\": 3") << QByteArray("\"channels\": 2147483647");
    QTest::newRow("negative channels") << QByteArray("\"channels\": 3") << QByteArray("\"channels\": -3");
    QTest::newRow("filters") << QByteArray("\"filters\": 2") << QByteArray("\"filters\": 256");
    QTest::newRow("iteration") << QByteArray("\"iteration\": 41") << QByteArray("\"iteration\": -5");
    QTest::newRow("nesting") << QByteArray("\"iteration\": 41") << "\"iteration\": " + QByteArray(100'000, '[');
}

void TestCheckpoint::aHeaderSaysNoMoreThanTheFileHolds() {
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    static_cast<void>(writeCheckpoint(file(), sample()));
    std::string header(CheckpointFile(file()).header());
    const std::size_t at = header.find(from.toStdString());
    QVERIFY(at != std::string::npos);
    header.replace(at, static_cast<std::size_t>(from.size()), to.toStdString());
    const TensorFile tensors = parseSafetensors(CheckpointFile(file()).tensors(), "sample");
    static_cast<void>(CheckpointFile::write(file(), header, tensors));
    const auto error = errorOf([&] { return networkOf(readCheckpoint(file())); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
}

void TestCheckpoint::damageIsNoticed_data() {
    QTest::addColumn<int>("keep");     // bytes; negative: from the end; 0: all
    QTest::addColumn<double>("flip");  // a bit at this fraction of the file; negative: none
    QTest::newRow("empty") << 1 << -1.0;
    QTest::newRow("only the beginning") << 60 << -1.0;
    QTest::newRow("only the header") << 2000 << -1.0;
    QTest::newRow("one byte missing") << -1 << -1.0;
    QTest::newRow("the checksum missing") << -64 << -1.0;
    QTest::newRow("another magic") << 0 << 0.0;
    QTest::newRow("header edited") << 0 << 0.02;
    QTest::newRow("tensor edited") << 0 << 0.6;
    QTest::newRow("checksum edited") << 0 << 1.0;
}

void TestCheckpoint::damageIsNoticed() {
    QFETCH(int, keep);
    QFETCH(double, flip);
    static_cast<void>(writeCheckpoint(file(), sample()));
    QByteArray content = bytes();
    if (keep != 0) {
        content.resize(keep > 0 ? keep : content.size() + keep);
    }
    if (flip >= 0) {
        const auto at = static_cast<qsizetype>(flip * static_cast<double>(content.size() - 1));
        content[at] = static_cast<char>(content[at] ^ 1);
    }
    replace(content);
    for (const auto& error :
         {errorOf([&] { return readCheckpoint(file()); }), errorOf([&] { return describeCheckpoint(file()); })}) {
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Corrupt);
        QVERIFY2(mentions(error, "last.ckpt"), error->what());
    }
}

void TestCheckpoint::aMissingFileIsNotFound() {
    QCOMPARE(errorOf([&] { return readCheckpoint(file()); })->code(), ErrorCode::NotFound);
    QCOMPARE(errorOf([&] { return describeCheckpoint(file()); })->code(), ErrorCode::NotFound);
}

void TestCheckpoint::aFileOfANewerProgramIsRefused() {
    static_cast<void>(writeCheckpoint(file(), sample()));
    QByteArray content = bytes();
    content[8] = 2;
    replace(content);
    const auto error = errorOf([&] { return readCheckpoint(file()); });
    QCOMPARE(error->code(), ErrorCode::Unsupported);
    QVERIFY(mentions(error, "newer version"));
}

void TestCheckpoint::aHeaderThatMakesNoSenseIsRefused_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("nothing in it") << QByteArray("{}");
    QTest::newRow("no choice") << QByteArray(
        R"({"settings": {"schedule": "cosine"}, "classNames": ["a","b"], "channels": 1, "iteration": 0})");
    QTest::newRow("wrong type") << QByteArray(
        R"({"settings": {}, "classNames": ["a","b"], "channels": "one", "iteration": 0})");
    QTest::newRow("no tensors") << QByteArray(
        R"({"settings": {}, "classNames": ["a","b"], "channels": 1, "iteration": 0})");
}

void TestCheckpoint::aHeaderThatMakesNoSenseIsRefused() {
    QFETCH(QByteArray, header);
    static_cast<void>(CheckpointFile::write(file(), header.toStdString(), {}));
    QCOMPARE(errorOf([&] { return readCheckpoint(file()); })->code(), ErrorCode::Corrupt);
}

void TestCheckpoint::settingsOfAnotherVersionAreLeftAside() {
    static_cast<void>(CheckpointFile::write(
        file(),
        R"({"settings": {"filters": 8, "ema-decay": 0.99}, "classNames": ["a","b"], "channels": 1, "iteration": 3})",
        {}));
    const CheckpointDescription about = describeCheckpoint(file());
    QCOMPARE(about.settings.filters, std::int64_t{8});
    QCOMPARE(about.iteration, std::int64_t{3});
}

void TestCheckpoint::weightsOfAnotherNetworkAreRefused() {
    Checkpoint other = sample();
    other.weights.erase("decoder1.out_conv.weight");
    static_cast<void>(writeCheckpoint(file(), other));
    const auto error = errorOf([&] { return networkOf(readCheckpoint(file())); });
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY(mentions(error, "decoder1.out_conv.weight"));
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
