#include "storage/import/name_words.h"

#include "storage/import/name_text.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

namespace tandem {
namespace {

using Words = std::vector<std::string>;

// Files that are named so are labels.
constexpr std::array<std::string_view, 22> kLabelWords{
    "seg",    "segs",        "segmentation", "segmentations", "label",       "labels",
    "lbl",    "labelmap",    "mask",         "masks",         "msk",         "gt",
    "gts",    "groundtruth", "dseg",         "annotation",    "annotations", "laendo",
    "lawall", "instances",   "msks",         "segm"};
// Files that are named so are labels where that pairs them with images.
constexpr std::array<std::string_view, 19> kPossibleLabelWords{
    "manual", "roi",   "rois",   "contour",   "contours",  "truth", "delineation", "delineations", "target", "targets",
    "lesion", "tumor", "tumour", "consensus", "reference", "ref",   "gold",        "expert",       "annot",
};
constexpr std::array<std::string_view, 16> kImageWords{"image",  "images", "img",     "imgs", "imaging",  "volume",
                                                       "vol",    "scan",   "im",      "orig", "original", "raw",
                                                       "lgemri", "dicom",  "volumes", "scans"};
constexpr std::array<std::string_view, 13> kImageFolders{"image",  "images",  "img",   "imgs", "imaging",
                                                         "volume", "volumes", "vol",   "vols", "scan",
                                                         "scans",  "dicom",   "dicoms"};
constexpr std::array<std::string_view, 4> kManyImages{"images", "imgs", "scans", "volumes"};
constexpr std::array<std::string_view, 15> kSubsets{"tr",   "ts",      "va",         "val",   "tv",
                                                    "un",   "te",      "trn",        "train", "training",
                                                    "test", "testing", "validation", "valid", "unlabeled"};
// In the order in which they become channels.
constexpr std::array<std::string_view, 53> kSequences{
    "t1",    "t1w",     "t1n",      "t1ce",  "t1c", "t1gd", "t1post", "t1km",   "cet1", "t2",  "t2w",
    "flair", "t2f",     "t2flair",  "fl",    "pd",  "pdw",  "t2s",    "t2star", "dwi",  "adc", "hbv",
    "swi",   "asl",     "cbf",      "cbv",   "mtt", "tmax", "bssfp",  "c0",     "cine", "lge", "de",
    "mr",    "mri",     "ct",       "ctres", "cta", "cect", "ncct",   "pet",    "pt",   "suv", "dce",
    "perf",  "inphase", "outphase", "water", "fat", "mra",  "mrc",    "t1map",  "t2map"};
// What BIDS says of a derivative and not of its subject.
constexpr std::array<std::string_view, 9> kDerivativeEntities{"space-", "desc-", "label-", "seg-", "atlas-",
                                                              "res-",   "den-",  "from-",  "mode-"};

bool isAmong(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

Words split(const std::string& joined) {
    Words words;
    for (std::size_t start = 0; start <= joined.size();) {
        const std::size_t end = std::min(joined.find('_', start), joined.size());
        words.push_back(joined.substr(start, end - start));
        start = end + 1;
    }
    // Two words for one thing.
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "ground" && words[i + 1].starts_with("truth")) {
            words[i] += words[i + 1];
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
    return words;
}

std::string joined(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : "_") + word;
    }
    return text;
}

/// Where the word is followed by a number, that stays.
std::string joinedWithout(Words words, std::size_t at, const std::string& number = {}) {
    if (number.empty()) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
        words[at] = number;
    }
    return joined(words);
}

/// "img" and "0001" of "img0001"; the word alone where no number follows.
std::pair<std::string, std::string> wordAndNumber(const std::string& text) {
    const std::size_t last = text.find_last_not_of("0123456789");
    const std::size_t end = last == std::string::npos ? 0 : last + 1;
    return {text.substr(0, end), text.substr(end)};
}

/// The places of a name's words, the likeliest for a role first: the last, the first, and those between.
std::vector<std::pair<std::size_t, std::string_view>> places(std::size_t count) {
    std::vector<std::pair<std::size_t, std::string_view>> all{{count - 1, count == 1 ? "is " : "ends with "}};
    if (count > 1) {
        all.emplace_back(0, "begins with ");
    }
    for (std::size_t i = count - 1; i-- > 1;) {
        all.emplace_back(i, "has ");
    }
    return all;
}

/// Takes out what BIDS says of a derivative.
Words bidsWords(const Words& words, StemWords& stem) {
    Words kept;
    for (const std::string& word : words) {
        const bool isOfDerivative =
            std::ranges::any_of(kDerivativeEntities, [&](std::string_view entity) { return word.starts_with(entity); });
        if (!isOfDerivative) {
            kept.push_back(word);
        } else if (word.starts_with("label-")) {
            stem.className = word.substr(std::string_view("label-").size());
        }
    }
    stem.isProbability = kept.back() == "probseg";
    return kept;
}

Words wordsOf(std::string_view name, StemWords& stem) {
    const std::string folded = foldedName(name);
    // In BIDS a word is a key and a value, such as sub-01.
    return folded.starts_with("sub-") ? bidsWords(split(folded), stem) : split(joinedWords(name));
}

/// "imagesTr" to "images" and "tr".
std::pair<std::string, std::string> withoutSubset(const std::string& word) {
    for (const std::string_view subset : kSubsets) {
        if (word.size() > subset.size() && word.ends_with(subset)) {
            std::string rest = word.substr(0, word.size() - subset.size());
            if (isAmong(rest, kImageFolders) || isAmong(rest, kLabelWords)) {
                return {std::move(rest), std::string(subset)};
            }
        }
    }
    return {word, {}};
}

/// Those that mean the same are the same.
std::string shortSubset(const std::string& subset) {
    if (subset.starts_with("tr")) {
        return "tr";
    }
    if (subset.starts_with("te") || subset == "ts") {
        return "ts";
    }
    return subset.starts_with("va") ? "va" : subset;
}

}  // namespace

StemWords wordsOfStem(std::string_view name) {
    StemWords stem;
    const Words words = wordsOf(name, stem);
    stem.whole = joined(words);
    for (const auto& [at, place] : places(words.size())) {
        const auto [word, number] = wordAndNumber(words[at]);
        const bool isCertain = isAmong(word, kLabelWords);
        if (isCertain || isAmong(word, kPossibleLabelWords)) {
            std::string rest = joinedWithout(words, at, number);
            // "Segmentation.seg" says it twice and is no name.
            rest = isAmong(rest, kLabelWords) || isAmong(rest, kImageWords) ? std::string() : std::move(rest);
            stem.labelWords.push_back(
                {.rule = std::string(place) + word, .isStrong = isCertain && place != "has ", .rest = std::move(rest)});
        } else if (!stem.unimage && isAmong(word, kImageWords)) {
            stem.unimage = joinedWithout(words, at, number);
        }
    }
    return stem;
}

FolderWords wordsOfFolder(std::string_view name) {
    FolderWords folder;
    Words words = split(joinedWords(name));
    if (words.size() == 1) {
        std::tie(words.front(), folder.subset) = withoutSubset(words.front());
    } else if (const auto subset = std::ranges::find_if(words, [](const auto& one) { return isAmong(one, kSubsets); });
               subset != words.end()) {
        folder.subset = *subset;
        words.erase(subset);
    }
    folder.subset = shortSubset(folder.subset);
    for (const auto& [at, place] : places(words.size())) {
        const std::string& word = words[at];
        const bool isAll = words.size() == 1;
        if (isAmong(word, kLabelWords)) {
            // A data set may be called "kidney segmentation" and hold images.
            const bool isName = !isAll && (place != "ends with " || word.starts_with("seg"));
            folder.role = FolderRole::Labels;
            folder.rule = "folder " + std::string(place) + word;
            folder.isStrong = !isName;
            folder.rest = joinedWithout(words, at);
            return folder;
        }
        if (isAll ? isAmong(word, kImageFolders) : isAmong(word, kManyImages)) {
            folder.role = FolderRole::Images;
            folder.rest = joinedWithout(words, at);
            return folder;
        }
        if (isAll && isAmong(word, kPossibleLabelWords)) {
            folder.role = FolderRole::Labels;
            folder.rule = "folder is " + word;
            folder.isStrong = false;
            return folder;
        }
    }
    return {};
}

std::optional<std::pair<std::string, std::string>> sequenceOf(const std::string& key) {
    const std::size_t last = key.rfind('_');
    const std::string word = last == std::string::npos ? key : key.substr(last + 1);
    if (!isAmong(word, kSequences)) {
        return std::nullopt;
    }
    return std::pair(last == std::string::npos ? std::string() : key.substr(0, last), word);
}

std::size_t sequenceRank(std::string_view sequence) {
    return static_cast<std::size_t>(std::ranges::find(kSequences, sequence) - kSequences.begin());
}

}  // namespace tandem
