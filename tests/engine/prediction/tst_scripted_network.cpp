// The TorchScript of a network, loaded as another program would, against the engine itself.
#include "core/engine/network/weights.h"
#include "core/engine/prediction/reliability_maps.h"
#include "core/engine/script/scripted_network.h"

#include <torch/csrc/jit/serialization/import.h>

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

using namespace tandem;

namespace {

/// Whose statistics, too, are its own, as after a training.
MutualVNet madeNetwork(const NetworkSettings& settings) {
    const torch::NoGradGuard noGrad;
    MutualVNet network(settings, 5);
    auto generator = at::detail::createCPUGenerator(6);
    for (auto& buffer : network->named_buffers()) {
        buffer.value().uniform_(0.2, 1.4, generator);
    }
    for (auto& parameter : network->named_parameters()) {
        if (parameter.value().dim() == 1) {
            parameter.value().uniform_(-0.4, 1.2, generator);
        }
    }
    network->eval();
    return network;
}

at::Tensor madeImage(std::int64_t channels, const Index3& size) {
    auto generator = at::detail::createCPUGenerator(7);
    return torch::randn({channels, size[0], size[1], size[2]}, generator);
}

/// The map of the engine as (C,X,Y,Z).
at::Tensor tensorOf(const std::vector<ImageVolume>& volumes) {
    std::vector<at::Tensor> maps;
    for (const ImageVolume& volume : volumes) {
        maps.push_back(imageTensor(volume.voxels().data(), 1, volume.geometry().size)[0].clone());
    }
    return torch::stack(maps);
}

double largestDifference(const at::Tensor& one, const at::Tensor& other) {
    return (one - other).abs().max().item<double>();
}

}  // namespace

class TestScriptedNetwork : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    torch::jit::Module loaded(const MutualVNet& network) const {
        const std::filesystem::path file = m_folder.filePath("model.ts").toStdString();
        saveScript(network, file);
        return torch::jit::load(file.string());
    }

private Q_SLOTS:
    void givesWhatTheEngineGives_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("filters");
        QTest::newRow("as the paper") << 1 << 2 << 4;
        QTest::newRow("more of all") << 3 << 4 << 2;
    }

    void givesWhatTheEngineGives() {
        QFETCH(const int, channels);
        QFETCH(const int, classes);
        QFETCH(const int, filters);
        const NetworkSettings settings{.channels = channels, .classes = classes, .filters = filters};
        MutualVNet network = madeNetwork(settings);
        torch::jit::Module script = loaded(network);
        const Geometry geometry{.size = {32, 48, 32}};
        const at::Tensor image = madeImage(channels, geometry.size);
        const SlidingWindow window{
            .patch = geometry.size, .stride = geometry.size, .outputs = WindowOutputs::ProbabilitiesFeatures};
        const PredictedMaps expected = mapsOf(averageWindows(*network, image, window, {}, {}), geometry, {});

        const torch::InferenceMode inference;
        const at::Tensor probability = script.forward({image.unsqueeze(0)}).toTensor();
        QCOMPARE(probability.sizes(), (at::IntArrayRef{1, classes, 32, 48, 32}));
        const at::Tensor expectedProbability = tensorOf(expected.classes(MapKind::Probability, Decoder::A));
        QVERIFY(largestDifference(probability[0], expectedProbability) < 1e-5);
        QVERIFY(expectedProbability.std().item<double>() > 1e-2);  // else everything would fit

        const auto maps = script.get_method("reliability")({image.unsqueeze(0)}).toGenericDict();
        std::size_t compared = 0;
        const auto compare = [&](const MapName& name, const std::vector<ImageVolume>& volumes) {
            const std::string text = textOf(name);
            QVERIFY2(maps.contains(text), text.c_str());
            const double difference = largestDifference(maps.at(text).toTensor()[0], tensorOf(volumes));
            QVERIFY2(difference < 2e-5, (text + " differs by " + std::to_string(difference)).c_str());
            ++compared;
        };
        for (const Decoder decoder : {Decoder::A, Decoder::B}) {
            for (const MapKind kind : {MapKind::Probability, MapKind::Similarity}) {
                compare({kind, decoder}, expected.classes(kind, decoder));
            }
            for (const MapKind kind : {MapKind::Uncertainty, MapKind::Reliability}) {
                compare({kind, decoder}, {expected.scalar({kind, decoder})});
            }
        }
        QCOMPARE(compared, maps.size());
    }

    void keepsTheNamesOfTheWeights() {
        const MutualVNet network = madeNetwork({.filters = 2});
        const torch::jit::Module script = loaded(network);
        std::map<std::string, at::Tensor> named;
        for (const auto& one : script.named_parameters()) {
            named[one.name] = one.value;
        }
        for (const auto& one : script.named_buffers()) {
            named[one.name] = one.value;
        }
        const auto weights = weightsOf(network);
        QCOMPARE(named.size(), weights.size());
        for (const auto& [name, tensor] : weights) {
            QVERIFY2(named.contains(name) && named.at(name).equal(tensor), name.c_str());
        }
    }

    /// A class that is nowhere in a volume has no prototype, and nothing resembles it.
    void anAbsentClassIsResembledByNothing() {
        MutualVNet network = madeNetwork({.classes = 3, .filters = 2});
        {
            const torch::NoGradGuard noGrad;
            for (const char* decoder : {"decoder1", "decoder2"}) {
                network->named_parameters()[std::string(decoder) + ".out_conv.bias"][2] = -100;
            }
        }
        const torch::InferenceMode inference;
        const auto maps =
            loaded(network).get_method("reliability")({madeImage(1, {16, 16, 32}).unsqueeze(0)}).toGenericDict();
        for (const char* name : {"similarity-a", "similarity-b"}) {
            const at::Tensor map = maps.at(std::string(name)).toTensor();
            QCOMPARE(map.select(1, 2).abs().max().item<float>(), 0.0F);
            QVERIFY(map.isfinite().all().item<bool>());
        }
    }
};

QTEST_GUILESS_MAIN(TestScriptedNetwork)
#include "tst_scripted_network.moc"
