#include "storage/study/named_maps.h"

#include "storage/preparation/restore.h"

namespace tandem {
namespace {

constexpr const char* kBackgroundProbability[] = {"probability-a-0", "probability-b-0", "probability-mean-0"};

class MapList {
public:
    template <class T>
    void add(const std::string& name, const std::string& unit, const Volume<T>& volume) {
        if (!volume.isEmpty()) {
            m_maps.push_back({name, unit, volume});
        }
    }

    void addByClass(const std::string& name, const std::vector<ImageVolume>& volumes) {
        for (std::size_t index = 0; index < volumes.size(); ++index) {
            add(name + "-" + std::to_string(index), "", volumes[index]);
        }
    }

    [[nodiscard]] std::vector<NamedMap> take() { return std::move(m_maps); }

private:
    std::vector<NamedMap> m_maps;
};

float outsideValue(const std::string& name) {
    for (const char* background : kBackgroundProbability) {
        if (name == background) {
            return 1.0F;
        }
    }
    return 0.0F;
}

}  // namespace

std::vector<NamedMap> namedMaps(const PredictedMaps& maps) {
    MapList list;
    list.add("label", "", maps.label);
    list.addByClass("probability-a", maps.probabilityA);
    list.addByClass("probability-b", maps.probabilityB);
    list.addByClass("probability-mean", maps.probabilityMean);
    list.add("uncertainty-a", "nats", maps.uncertaintyA);
    list.add("uncertainty-b", "nats", maps.uncertaintyB);
    list.addByClass("similarity-a", maps.similarityA);
    list.addByClass("similarity-b", maps.similarityB);
    list.add("reliability-a", "", maps.reliabilityA);
    list.add("reliability-b", "", maps.reliabilityB);
    list.add("selection", "", maps.selection);
    list.add("disagreement", "", maps.disagreement);
    return list.take();
}

NamedMap restored(const NamedMap& map, const PreparedHeader& header) {
    NamedMap result{map.name, map.unit, {}};
    if (const auto* label = std::get_if<LabelVolume>(&map.volume)) {
        result.volume = restoreLabel(*label, header);
    } else {
        result.volume = restoreMap(std::get<ImageVolume>(map.volume), header, outsideValue(map.name));
    }
    return result;
}

}  // namespace tandem
