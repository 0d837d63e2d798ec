#include "core/engine/network/partial_weights.h"

#include "core/base/list_text.h"
#include "core/engine/network/weights.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace tandem {
namespace {

using Tensors = std::map<std::string, torch::Tensor>;

constexpr const char* kFirstConvolution = "encoder.block_one.conv.0.weight";
constexpr std::int64_t kChannelAxis = 1;

/// The row of each class in the given output layers; nothing for one that they do not have.
using Rows = std::vector<std::optional<std::int64_t>>;

/// Whether the shapes are the same but for one axis.
bool differOnlyAlong(std::int64_t axis, const torch::Tensor& one, const torch::Tensor& other) {
    if (one.dim() != other.dim() || one.dim() <= axis || one.size(axis) == other.size(axis)) {
        return false;
    }
    for (std::int64_t at = 0; at < one.dim(); ++at) {
        if (at != axis && one.size(at) != other.size(at)) {
            return false;
        }
    }
    return true;
}

std::string fromTo(std::int64_t before, std::int64_t now, const std::string& what) {
    return std::to_string(before) + " to " + std::to_string(now) + " " + what;
}

std::optional<std::int64_t> placeOf(const std::vector<std::string>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional<std::int64_t>(found - names.begin());
}

/// As many classes, and none of them moved: a name that is not known is a class that was named anew.
bool keepTheirPlaces(const std::vector<std::string>& names, std::int64_t rows, const std::vector<std::string>& known) {
    if (static_cast<std::int64_t>(names.size()) != rows) {
        return false;
    }
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (const auto place = placeOf(known, names[index]); place && *place != static_cast<std::int64_t>(index)) {
            return false;
        }
    }
    return true;
}

/// Nothing where the rows are the classes as they come.
std::optional<Rows> rowsFor(const std::vector<std::string>& names, std::int64_t given,
                            const std::vector<std::string>& known) {
    if (keepTheirPlaces(names, given, known)) {
        return std::nullopt;
    }
    Rows rows{0};
    for (std::size_t index = 1; index < names.size(); ++index) {
        const auto place = placeOf(known, names[index]);
        rows.push_back(place == 0 ? std::nullopt : place);
    }
    // Rows without names are nobody's.
    return static_cast<std::int64_t>(known.size()) == given ? rows : Rows(names.size());
}

torch::Tensor mergedRows(const torch::Tensor& own, const torch::Tensor& given, const Rows& rows) {
    torch::Tensor merged = own.clone();
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (rows[index]) {
            merged[static_cast<std::int64_t>(index)].copy_(given[*rows[index]]);
        }
    }
    return merged;
}

std::string wordsOnOutput(std::int64_t before, const std::vector<std::string>& names, const Rows& rows) {
    std::vector<std::string> taken;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (rows[index]) {
            taken.push_back(names[index]);
        }
    }
    return "output layers (" + fromTo(before, static_cast<std::int64_t>(names.size()), "classes") +
           (taken.empty() ? std::string() : ", of which these were taken: " + listText(taken)) + ")";
}

/// The given tensors with those of the network in place of what cannot be taken.
class Completion {
public:
    Completion(Tensors own, Tensors given) : m_own(std::move(own)), m_tensors(std::move(given)) {
        m_result.all = m_own.size();
        m_result.taken = m_own.size();
    }

    void keepFirstConvolution() {
        const auto given = m_tensors.find(kFirstConvolution);
        const torch::Tensor& own = m_own.at(kFirstConvolution);
        if (given != m_tensors.end() && differOnlyAlong(kChannelAxis, given->second, own)) {
            m_result.madeAnew.push_back("first convolution (" +
                                        fromTo(given->second.size(kChannelAxis), own.size(kChannelAxis), "channels") +
                                        ")");
            given->second = own;
            --m_result.taken;
        }
    }

    void mergeOutputs(const std::vector<std::string>& names, const std::vector<std::string>& known) {
        std::string words;
        for (const char* const name : {"decoder1.out_conv.weight", "decoder1.out_conv.bias", "decoder2.out_conv.weight",
                                       "decoder2.out_conv.bias"}) {
            const auto given = m_tensors.find(name);
            const torch::Tensor& own = m_own.at(name);
            if (given == m_tensors.end() || !given->second.is_floating_point() ||
                (given->second.sizes() != own.sizes() && !differOnlyAlong(0, given->second, own))) {
                continue;  // which is refused
            }
            if (const auto rows = rowsFor(names, given->second.size(0), known)) {
                words = wordsOnOutput(given->second.size(0), names, *rows);
                given->second = mergedRows(own, given->second, *rows);
                --m_result.taken;
            }
        }
        if (!words.empty()) {
            m_result.madeAnew.push_back(words);
        }
    }

    [[nodiscard]] const Tensors& tensors() const noexcept { return m_tensors; }
    [[nodiscard]] const TakenWeights& result() const noexcept { return m_result; }

private:
    Tensors m_own;
    Tensors m_tensors;
    TakenWeights m_result;
};

}  // namespace

std::string TakenWeights::sentence(const std::string& source) const {
    if (madeAnew.empty()) {
        return {};
    }
    std::string words;
    for (const std::string& one : madeAnew) {
        words += (words.empty() ? "" : ", ") + one;
    }
    return std::to_string(taken) + " of " + std::to_string(all) + " tensors of " + source +
           " were taken; made anew: " + words + ".";
}

TakenWeights takeWeights(MutualVNet& network, const TensorFile& given, const std::vector<std::string>& classNames,
                         const std::string& source) {
    Completion completion(weightsOf(network), given.tensors);
    completion.keepFirstConvolution();
    completion.mergeOutputs(classNames, classNamesIn(given));
    setWeights(network, completion.tensors(), source);
    return completion.result();
}

}  // namespace tandem
