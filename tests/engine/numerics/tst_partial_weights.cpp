// What a network takes of the weights of one with other image channels or classes, and what it keeps as it was drawn.
#include "core/engine/network/partial_weights.h"
#include "core/engine/network/weights.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <vector>

using namespace tandem;

namespace {

using Names = std::vector<std::string>;
constexpr std::uint64_t kSeed = 7;
constexpr const char* kFirst = "encoder.block_one.conv.0.weight";

MutualVNet network(int channels, int classes, std::uint64_t seed, int filters = 2) {
    return MutualVNet(NetworkSettings{.channels = channels, .classes = classes, .filters = filters}, seed);
}

bool isOutput(const std::string& name) {
    return name.find("out_conv") != std::string::npos;
}

}  // namespace

class TestPartialWeights : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theSameNetworkIsTakenWhole();
    void otherChannelsLeaveTheFirstConvolution();
    void classesAreFoundByTheirNames_data();
    void classesAreFoundByTheirNames();
    void bothAreToldTogether();
    void anotherNetworkIsRefused_data();
    void anotherNetworkIsRefused();

private:
    /// As a file has them.
    [[nodiscard]] TensorFile stored(int channels, const Names& names, bool tellsNames = true, int filters = 2) const {
        const std::filesystem::path file = m_folder->filePath("given.safetensors").toStdString();
        saveWeights(network(channels, static_cast<int>(names.size()), 1, filters), file, tellsNames ? names : Names());
        return readSafetensors(file);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPartialWeights::theSameNetworkIsTakenWhole() {
    const TensorFile given = stored(1, {"background", "atrium"});
    QCOMPARE(classNamesIn(given), (Names{"background", "atrium"}));
    MutualVNet taking = network(1, 2, kSeed);
    const TakenWeights taken = takeWeights(taking, given, {"background", "atrium"}, "given.safetensors");
    QCOMPARE(taken.taken, taken.all);
    QCOMPARE(taken.sentence("given.safetensors"), std::string());
    for (const auto& [name, tensor] : weightsOf(taking)) {
        QVERIFY2(torch::equal(tensor, given.tensors.at(name)), name.c_str());
    }
}

void TestPartialWeights::otherChannelsLeaveTheFirstConvolution() {
    const TensorFile given = stored(1, {"background", "atrium"});
    MutualVNet taking = network(2, 2, kSeed);
    const auto fresh = weightsOf(network(2, 2, kSeed));
    const TakenWeights taken = takeWeights(taking, given, {"background", "atrium"}, "given.safetensors");
    const std::string all = std::to_string(fresh.size());
    QCOMPARE(taken.sentence("given.safetensors"),
             std::to_string(fresh.size() - 1) + " of " + all +
                 " tensors of given.safetensors were taken; made anew: first convolution (1 to 2 channels).");
    for (const auto& [name, tensor] : weightsOf(taking)) {
        QVERIFY2(torch::equal(tensor, name == kFirst ? fresh.at(name) : given.tensors.at(name)), name.c_str());
    }
}

void TestPartialWeights::classesAreFoundByTheirNames_data() {
    QTest::addColumn<Names>("given");
    QTest::addColumn<bool>("tellsNames");
    QTest::addColumn<Names>("wanted");
    QTest::addColumn<QList<int>>("rows");  // of the given, -1 for a row as it was drawn
    QTest::addColumn<QString>("told");
    QTest::newRow("one more") << Names{"background", "a", "b"} << true << Names{"background", "a", "c", "b"}
                              << QList<int>{0, 1, -1, 2}
                              << "output layers (3 to 4 classes, of which these were taken: background, a, b)";
    QTest::newRow("fewer") << Names{"background", "a", "b"} << true << Names{"background", "b"} << QList<int>{0, 2}
                           << "output layers (3 to 2 classes, of which these were taken: background, b)";
    QTest::newRow("in another order") << Names{"background", "a", "b"} << true << Names{"background", "b", "a"}
                                      << QList<int>{0, 2, 1}
                                      << "output layers (3 to 3 classes, of which these were taken: background, b, a)";
    QTest::newRow("named anew") << Names{"background", "a", "b"} << true << Names{"Hintergrund", "a", "Vorhof"}
                                << QList<int>{0, 1, 2} << "";
    QTest::newRow("another background") << Names{"nothing", "a"} << true << Names{"background", "a", "nothing"}
                                        << QList<int>{0, 1, -1}
                                        << "output layers (2 to 3 classes, of which these were taken: background, a)";
    QTest::newRow("without names") << Names{"background", "a"} << false << Names{"background", "a", "b"}
                                   << QList<int>{-1, -1, -1} << "output layers (2 to 3 classes)";
    QTest::newRow("as many, without names")
        << Names{"background", "a"} << false << Names{"background", "b"} << QList<int>{0, 1} << "";
}

void TestPartialWeights::classesAreFoundByTheirNames() {
    QFETCH(Names, given);
    QFETCH(bool, tellsNames);
    QFETCH(Names, wanted);
    QFETCH(QList<int>, rows);
    QFETCH(QString, told);
    const TensorFile weights = stored(1, given, tellsNames);
    const int classes = static_cast<int>(wanted.size());
    MutualVNet taking = network(1, classes, kSeed);
    const auto fresh = weightsOf(network(1, classes, kSeed));
    const TakenWeights taken = takeWeights(taking, weights, wanted, "given.safetensors");
    QCOMPARE(taken.madeAnew, told.isEmpty() ? Names() : Names{told.toStdString()});
    QCOMPARE(taken.all - taken.taken, std::size_t{told.isEmpty() ? 0U : 4U});  // weight and bias of both decoders
    for (const auto& [name, tensor] : weightsOf(taking)) {
        if (!isOutput(name)) {
            QVERIFY2(torch::equal(tensor, weights.tensors.at(name)), name.c_str());
            continue;
        }
        for (std::int64_t row = 0; row < tensor.size(0); ++row) {
            const int from = rows[static_cast<qsizetype>(row)];
            QVERIFY2(torch::equal(tensor[row], from < 0 ? fresh.at(name)[row] : weights.tensors.at(name)[from]),
                     (name + " " + std::to_string(row)).c_str());
        }
    }
}

void TestPartialWeights::bothAreToldTogether() {
    MutualVNet taking = network(3, 3, kSeed);
    const TakenWeights taken = takeWeights(taking, stored(1, {"background", "a"}), {"background", "a", "b"}, "w");
    QCOMPARE(taken.sentence("w"), std::to_string(taken.all - 5) + " of " + std::to_string(taken.all) +
                                      " tensors of w were taken; made anew: first convolution (1 to 3 channels), "
                                      "output layers (2 to 3 classes, of which these were taken: background, a).");
}

void TestPartialWeights::anotherNetworkIsRefused_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("other filters") << "filters"
                                   << "has the shape";
    QTest::newRow("a tensor is missing") << "missing"
                                         << "decoder2.out_conv.bias is missing";
    QTest::newRow("a tensor of another network") << "stranger"
                                                 << "which the network has not";
    QTest::newRow("a first convolution of another size") << "kernel"
                                                         << "encoder.block_one.conv.0.weight has the shape";
    QTest::newRow("rows that are not finite") << "nan"
                                              << "not finite";
}

void TestPartialWeights::anotherNetworkIsRefused() {
    QFETCH(QString, fault);
    QFETCH(QString, words);
    TensorFile given = stored(2, {"background", "a", "b"}, true, fault == "filters" ? 4 : 2);
    if (fault == "missing") {
        given.tensors.erase("decoder2.out_conv.bias");
    } else if (fault == "stranger") {
        given.tensors["decoder3.out_conv.bias"] = torch::zeros({2});
    } else if (fault == "kernel") {
        given.tensors[kFirst] = torch::zeros({2, 2, 5, 5, 5});
    } else if (fault == "nan") {
        given.tensors["decoder1.out_conv.bias"].fill_(std::numeric_limits<float>::quiet_NaN());
    }
    MutualVNet taking = network(1, 2, kSeed);
    const auto before = weightsOf(taking);
    const auto error = errorOf([&] { return takeWeights(taking, given, {"background", "a"}, "given.safetensors"); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
    for (const auto& [name, tensor] : weightsOf(taking)) {
        QVERIFY2(torch::equal(tensor, before.at(name)), name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestPartialWeights)
#include "tst_partial_weights.moc"
