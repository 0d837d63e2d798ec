#include "core/engine/training/validation.h"

#include "core/base/error.h"
#include "core/engine/devices/mapped_pages.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/volume/unknown_class.h"

#include <torch/types.h>

#include <chrono>
#include <numeric>
#include <span>

namespace tandem {
namespace {

at::Tensor labelTensor(const LabelVolume& label) {
    const Index3& size = label.geometry().size;
    // The tensor is never written to; from_blob takes no pointer to const.
    return torch::from_blob(const_cast<std::uint8_t*>(label.voxels().data()), {size[2], size[1], size[0]}, torch::kByte)
        .permute({2, 1, 0});
}

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

CaseDice diceOf(MutualVNetImpl& network, const PreparedCase& prepared, const SlidingWindow& window,
                const std::stop_token& stop) {
    const PreparedHeader& header = prepared.header();
    const LabelVolume label = prepared.label();
    const at::Tensor image = imageTensor(prepared.imageVoxels().data(), header.channels, header.geometry.size);
    const WindowAverages averages = averageWindows(network, image, window, {}, stop);
    const at::Tensor predicted = averages.probabilityA.argmax(0).to(torch::kByte);
    CaseDice result{
        .caseId = prepared.reference().caseId,
        .perClass = dicePerClass(predicted, labelTensor(label).to(predicted.device()), network.settings().classes)};
    prepared.requireWhole();
    // Validation cases are read once in a while; meanwhile their memory is better used otherwise.
    releaseMappedPages(std::as_bytes(prepared.imageVoxels()));
    releaseMappedPages(std::as_bytes(label.voxels()));
    return result;
}

std::vector<CaseDice> diceOfEach(MutualVNetImpl& network, const std::vector<PreparedCase>& cases,
                                 const SlidingWindow& window, const std::stop_token& stop) {
    std::vector<CaseDice> all;
    for (const PreparedCase& one : cases) {
        all.push_back(diceOf(network, one, window, stop));
    }
    return all;
}

std::vector<CaseDice> sharedDiceOfEach(MutualVNetImpl& network, const std::vector<PreparedCase>& cases,
                                       const SlidingWindow& window, const std::stop_token& stop,
                                       const RankGroup& ranks) {
    const std::int64_t classes = network.settings().classes - 1;
    // A row for each case, filled by the rank that predicts it; the last is how many ranks were stopped.
    const torch::Tensor table = torch::zeros({std::ssize(cases) + 1, classes}, torch::kFloat64);
    try {
        for (auto i = static_cast<std::size_t>(ranks.rank()); i < cases.size();
             i += static_cast<std::size_t>(ranks.ranks())) {
            table[static_cast<std::int64_t>(i)].copy_(
                torch::tensor(diceOf(network, cases[i], window, stop).perClass, torch::kFloat64));
        }
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled) {
            throw;
        }
        table[std::ssize(cases)].fill_(1.0);
    }
    const torch::Tensor sums = table.to(network.parameters().front().device());
    ranks.sum(sums);
    const torch::Tensor onHost = sums.to(torch::kCPU).contiguous();
    ranks.requireWhole();
    if (onHost[-1][0].item<double>() > 0) {
        throw Error(ErrorCode::Cancelled, "The validation was stopped.");
    }
    std::vector<CaseDice> all;
    const auto* row = onHost.const_data_ptr<double>();
    for (const PreparedCase& one : cases) {
        all.push_back({.caseId = one.reference().caseId, .perClass = {row, row + classes}});
        row += classes;
    }
    return all;
}

}  // namespace

std::vector<double> dicePerClass(const at::Tensor& prediction, const at::Tensor& label, int classes) {
    std::vector<at::Tensor> counts;
    const at::Tensor isKnown = label.ne(kUnknownClass);
    for (int c = 1; c < classes; ++c) {
        const at::Tensor predicted = prediction.eq(c).logical_and_(isKnown);
        const at::Tensor actual = label.eq(c);
        counts.insert(counts.end(), {predicted.logical_and(actual).sum(), predicted.sum(), actual.sum()});
    }
    const at::Tensor onHost = torch::stack(counts).to(torch::kCPU);
    const auto* count = onHost.const_data_ptr<std::int64_t>();
    std::vector<double> dice;
    for (int c = 1; c < classes; ++c, count += 3) {
        const std::int64_t sizes = count[1] + count[2];
        dice.push_back(sizes == 0 ? 1.0 : 2.0 * static_cast<double>(count[0]) / static_cast<double>(sizes));
    }
    return dice;
}

ValidationMetrics validate(MutualVNetImpl& network, const std::vector<PreparedCase>& cases, const SlidingWindow& window,
                           const std::stop_token& stop, const RankGroup* ranks) {
    const torch::InferenceMode inference;
    const auto start = std::chrono::steady_clock::now();
    ValidationMetrics metrics;
    metrics.dicePerClass.assign(static_cast<std::size_t>(network.settings().classes) - 1, 0.0);
    metrics.cases = ranks == nullptr ? diceOfEach(network, cases, window, stop)
                                     : sharedDiceOfEach(network, cases, window, stop, *ranks);
    for (const CaseDice& one : metrics.cases) {
        for (std::size_t c = 0; c < metrics.dicePerClass.size(); ++c) {
            metrics.dicePerClass[c] += one.perClass[c] / static_cast<double>(cases.size());
        }
    }
    metrics.meanDice = mean(metrics.dicePerClass);
    metrics.durationSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return metrics;
}

}  // namespace tandem
