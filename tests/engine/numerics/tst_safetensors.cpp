#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"
#include "tests/core/expect_error.h"
#include "tests/engine/numerics/golden_files.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cstring>
#include <sstream>

using namespace tandem;

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void everyTruncationIsRefused();
    void badHeaders_data();
    void badHeaders();
    void missingFile();
    void weightsRoundTrip();
    void wrongWeightsAreRefused_data();
    void wrongWeightsAreRefused();
};

namespace {

TensorFile example() {
    return {.tensors = {{"a", torch::arange(6, torch::kFloat32).view({2, 3})},
                        {"b", torch::arange(4, torch::kInt64)},
                        {"empty", torch::zeros({0, 3})},
                        {"scalar", torch::tensor(2.5, torch::kFloat64)},
                        {"turned", torch::arange(8, torch::kFloat32).view({2, 2, 2}).transpose(0, 2)},
                        {"yes", torch::tensor({true, false})}},
            .metadata = {{"origin", "a test with \"quotes\" and \xc3\xa4"}}};
}

std::vector<std::byte> bytesOf(const TensorFile& content) {
    std::vector<std::byte> all;
    writeSafetensors([&](std::span<const std::byte> bytes) { all.insert(all.end(), bytes.begin(), bytes.end()); },
                     content);
    return all;
}

std::vector<std::byte> bytesOf(const std::string& header, std::size_t dataBytes) {
    std::vector<std::byte> bytes(8 + header.size() + dataBytes);
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    std::memcpy(bytes.data() + 8, header.data(), header.size());
    return bytes;
}

}  // namespace

void TestSafetensors::roundTrip() {
    const TensorFile written = example();
    const TensorFile read = parseSafetensors(bytesOf(written), "x");
    QCOMPARE(read.metadata, written.metadata);
    QCOMPARE(read.tensors.size(), written.tensors.size());
    for (const auto& [name, tensor] : written.tensors) {
        const torch::Tensor& other = read.tensors.at(name);
        QCOMPARE(other.scalar_type(), tensor.scalar_type());
        QVERIFY2(torch::equal(other, tensor), name.c_str());
        QVERIFY(other.is_contiguous());
    }
}

void TestSafetensors::everyTruncationIsRefused() {
    const std::vector<std::byte> bytes = bytesOf(example());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto error = errorOf([&] { return parseSafetensors(std::span(bytes).first(length), "x"); });
        QVERIFY2(error && error->code() == ErrorCode::Corrupt, qPrintable(QString::number(length)));
    }
}

void TestSafetensors::badHeaders_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* header, int dataBytes, const char* words) {
        QTest::newRow(name) << QByteArray(header) << dataBytes << QString(words);
    };
    row("not JSON", "{\"a\":", 0, "not JSON");
    row("a list", "[1, 2]", 0, "not JSON");
    row("unknown type", R"({"a":{"dtype":"F7","shape":[1],"data_offsets":[0,4]}})", 4, "unknown type F7");
    row("no type", R"({"a":{"shape":[1],"data_offsets":[0,4]}})", 4, "not described");
    row("type is a number", R"({"a":{"dtype":3,"shape":[1],"data_offsets":[0,4]}})", 4, "not described");
    row("negative side", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4, "no valid shape");
    row("fractional side", R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})", 4, "no valid shape");
    row("sides that overflow", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}})", 4,
        "larger than the file");
    row("sides that overflow after a zero",
        R"({"a":{"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}})", 0, "larger than the file");
    row("offsets backwards", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4, "beyond the end");
    row("offsets beyond the end", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4, "beyond the end");
    row("one offset", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", 4, "beyond the end");
    row("length and shape differ", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4, "another length");
    row("overlap",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
        4, "overlap");
    row("gap", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8, "overlap or leave gaps");
    row("more data than tensors", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 8, "longer");
    row("metadata not text", R"({"__metadata__":{"a":1}})", 0, "metadata");
    row("metadata a list", R"({"__metadata__":["a"]})", 0, "metadata");
}

void TestSafetensors::badHeaders() {
    QFETCH(QByteArray, header);
    QFETCH(int, dataBytes);
    QFETCH(QString, words);
    const auto bytes = bytesOf(header.toStdString(), static_cast<std::size_t>(dataBytes));
    const auto error = errorOf([&] { return parseSafetensors(bytes, "weights.safetensors"); });
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
    QVERIFY2(mentions(error, "weights.safetensors"), error->what());
}

void TestSafetensors::missingFile() {
    QTemporaryDir folder;
    const auto error = errorOf([&] { return readSafetensors(folder.filePath("none").toStdString()); });
    QVERIFY(error && error->code() == ErrorCode::NotFound);
}

void TestSafetensors::weightsRoundTrip() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("w.safetensors").toStdString();
    MutualVNet written(NetworkSettings{.filters = 2}, 1);
    saveWeights(written, file);
    QCOMPARE(readSafetensors(file).metadata.at("filters"), std::string("2"));
    MutualVNet read(NetworkSettings{.filters = 2}, 2);
    loadWeights(read, file);
    const auto expected = weightsOf(written);
    for (const auto& [name, tensor] : weightsOf(read)) {
        QVERIFY2(torch::equal(tensor, expected.at(name)), name.c_str());
    }
}

void TestSafetensors::wrongWeightsAreRefused_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << "missing"
                             << "encoder.block_one.conv.0.weight is missing";
    QTest::newRow("shape") << "shape"
                           << "encoder.block_one.conv.0.weight has the shape [2, 1, 3, 3]";
    QTest::newRow("integers") << "integers"
                              << "floating-point";
    QTest::newRow("NaN") << "nan"
                         << "not finite";
    QTest::newRow("foreign") << "foreign"
                             << "stranger";
}

void TestSafetensors::wrongWeightsAreRefused() {
    QFETCH(QString, fault);
    QFETCH(QString, words);
    MutualVNet network(NetworkSettings{.filters = 2}, 1);
    const auto before = weightsOf(network);
    auto weights = weightsOf(MutualVNet(NetworkSettings{.filters = 2}, 2));
    torch::Tensor& first = weights.at("encoder.block_one.conv.0.weight");
    weights["encoder.block_one.conv.1.num_batches_tracked"] = torch::tensor(5);
    if (fault == "missing") {
        weights.erase("encoder.block_one.conv.0.weight");
    } else if (fault == "shape") {
        first = first.select(4, 0).contiguous();
    } else if (fault == "integers") {
        first = first.to(torch::kInt64);
    } else if (fault == "nan") {
        first.view({-1})[3] = std::numeric_limits<float>::quiet_NaN();
    } else {
        weights["stranger"] = torch::zeros({1});
    }
    const auto error = errorOf([&] {
        setWeights(network, weights, "a.safetensors");
        return 0;
    });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()) && mentions(error, "a.safetensors"), error->what());
    for (const auto& [name, tensor] : weightsOf(network)) {
        QVERIFY2(torch::equal(tensor, before.at(name)), "The network was changed.");
    }
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
