#include "core/study/split_gaps.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace tandem {
namespace {

/// Classes 1.. that no case of the role holds; none where there is no such case, or one whose label was not counted.
std::vector<std::size_t> missingIn(const std::vector<CaseContent>& members, SplitRole role, std::size_t classes) {
    std::vector<bool> isHeld(classes, false);
    bool isJudged = false;
    for (const CaseContent& one : members) {
        if (one.role != role) {
            continue;
        }
        if (one.labelVoxels.empty()) {
            return {};
        }
        isJudged = true;
        for (std::size_t index = 0; index < std::min(classes, one.labelVoxels.size()); ++index) {
            isHeld[index] = isHeld[index] || one.labelVoxels[index] > 0;
        }
    }
    std::vector<std::size_t> missing;
    for (std::size_t index = 1; isJudged && index < classes; ++index) {
        if (!isHeld[index]) {
            missing.push_back(index);
        }
    }
    return missing;
}

/// The number of channels that most cases have, the smaller of equals.
std::size_t usualChannels(const std::vector<CaseContent>& members) {
    std::map<std::size_t, std::size_t> counts;
    for (const CaseContent& one : members) {
        ++counts[one.channels];
    }
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return most == counts.end() ? 1 : most->first;
}

/// "tumour" or "liver, tumour", in quotation marks each.
std::string named(const std::vector<std::size_t>& classes, const std::vector<std::string>& classNames) {
    std::string names;
    for (const std::size_t index : classes) {
        names += (names.empty() ? "\"" : ", \"") +
                 (index < classNames.size() ? classNames[index] : std::to_string(index)) + "\"";
    }
    return (classes.size() == 1 ? "class " : "classes ") + names;
}

}  // namespace

SplitGaps findSplitGaps(const std::vector<CaseContent>& members, std::size_t classes) {
    SplitGaps gaps{.untaught = missingIn(members, SplitRole::TrainingLabelled, classes),
                   .unvalidated = missingIn(members, SplitRole::Validation, classes),
                   .channels = usualChannels(members),
                   .otherChannels = {}};
    std::erase_if(gaps.unvalidated,
                  [&](std::size_t index) { return std::ranges::find(gaps.untaught, index) != gaps.untaught.end(); });
    std::ranges::copy_if(members, std::back_inserter(gaps.otherChannels),
                         [&](const CaseContent& one) { return one.channels != gaps.channels; });
    std::ranges::sort(gaps.otherChannels, {}, &CaseContent::name);
    return gaps;
}

std::string sentenceOnChannels(const SplitGaps& gaps) {
    if (gaps.otherChannels.empty()) {
        return {};
    }
    const CaseContent& first = gaps.otherChannels.front();
    const std::size_t more = gaps.otherChannels.size() - 1;
    const std::string also =
        more == 0 ? "" : " (and " + std::to_string(more) + " more case" + (more == 1 ? "" : "s") + " differ so)";
    return "Case \"" + first.name + "\" has " + std::to_string(first.channels) + " image channel" +
           (first.channels == 1 ? "" : "s") + " where most cases of the split have " + std::to_string(gaps.channels) +
           also + "; one network learns from cases of one kind, so leave it out or import it with the same images.";
}

std::vector<std::string> sentencesOn(const SplitGaps& gaps, const std::vector<std::string>& classNames) {
    std::vector<std::string> sentences;
    if (!gaps.untaught.empty()) {
        sentences.push_back("No labelled training case holds the " + named(gaps.untaught, classNames) +
                            ", so the network cannot learn it; give a case that does the role labelled.");
    }
    if (!gaps.unvalidated.empty()) {
        sentences.push_back("No validation case holds the " + named(gaps.unvalidated, classNames) +
                            ", so the best checkpoint is chosen without it.");
    }
    if (const std::string channels = sentenceOnChannels(gaps); !channels.empty()) {
        sentences.push_back(channels);
    }
    return sentences;
}

}  // namespace tandem
