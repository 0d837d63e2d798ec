#include "storage/correction/event_bytes.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <string_view>
#include <type_traits>

namespace tandem {
namespace {

enum class Kind : std::uint8_t { Edited, Undone, Redone, SliceMarked, TimeSpent };

// What an edit tells of beside its runs.
constexpr std::uint8_t kHasRegion = 1;
constexpr std::uint8_t kHasSlice = 2;

class ByteWriter {
public:
    void byte(std::uint8_t value) { m_bytes.push_back(static_cast<char>(value)); }
    /// Seven bits a byte, the lowest first.
    void whole(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) {
            byte(static_cast<std::uint8_t>(value | 0x80U));
        }
        byte(static_cast<std::uint8_t>(value));
    }
    void whole(std::int64_t value) { whole(static_cast<std::uint64_t>(value)); }
    void number(double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (unsigned shift = 0; shift < 64; shift += 8) {
            byte(static_cast<std::uint8_t>(bits >> shift));
        }
    }
    void name(std::string_view text) {
        byte(static_cast<std::uint8_t>(text.size()));
        m_bytes += text;
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[noreturn]] static void refuse() {
        throw Error(ErrorCode::Corrupt, "A step of a correction's journal says nothing that a step can.");
    }
    [[nodiscard]] std::size_t rest() const { return m_bytes.size() - m_at; }
    std::uint8_t byte() {
        if (rest() == 0) {
            refuse();
        }
        return static_cast<std::uint8_t>(m_bytes[m_at++]);
    }
    /// At most most.
    std::int64_t whole(std::int64_t most) {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const std::uint8_t part = byte();
            if (shift > 56) {
                refuse();
            }
            value |= static_cast<std::uint64_t>(part & 0x7FU) << shift;
            if (part < 0x80) {
                break;
            }
        }
        if (value > static_cast<std::uint64_t>(most)) {
            refuse();
        }
        return static_cast<std::int64_t>(value);
    }
    double number() {
        std::uint64_t bits = 0;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            bits |= static_cast<std::uint64_t>(byte()) << shift;
        }
        return std::bit_cast<double>(bits);
    }
    template <Choice E>
    E choice() {
        std::string text(byte(), '\0');
        for (char& letter : text) {
            letter = static_cast<char>(byte());
        }
        const auto found = choiceNamed<E>(text);
        if (!found) {
            refuse();
        }
        return *found;
    }
    bool yesOrNo() {
        const std::uint8_t value = byte();
        if (value > 1) {
            refuse();
        }
        return value == 1;
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

void writeRegion(ByteWriter& bytes, const ResolvedRegion& region) {
    std::ranges::for_each(region.centre, [&](std::int64_t index) { bytes.whole(index); });
    bytes.name(nameOf(region.answer));
    bytes.whole(region.voxels);
    bytes.number(region.expectedErrors);
}

ResolvedRegion readRegion(ByteReader& bytes, std::int64_t voxels) {
    ResolvedRegion region;
    std::ranges::generate(region.centre, [&] { return bytes.whole(voxels); });
    region.answer = bytes.choice<RegionAnswer>();
    region.voxels = bytes.whole(std::numeric_limits<std::int64_t>::max());
    region.expectedErrors = bytes.number();
    return region;
}

/// How far from the end of the run before; the length, and whether it changes as the run before; if not, the classes.
void writeRuns(ByteWriter& bytes, const std::vector<ChangedRun>& runs) {
    bytes.whole(static_cast<std::uint64_t>(runs.size()));
    ChangedRun last;
    for (const ChangedRun& run : runs) {
        const bool isAlike = run.before == last.before && run.after == last.after;
        bytes.whole(run.first - (last.first + last.length));
        bytes.whole(static_cast<std::uint64_t>(run.length) << 1U | (isAlike ? 1U : 0U));
        if (!isAlike) {
            bytes.byte(run.before);
            bytes.byte(run.after);
        }
        last = run;
    }
}

std::vector<ChangedRun> readRuns(ByteReader& bytes, std::int64_t voxels) {
    constexpr std::int64_t kLeastRunBytes = 2;
    std::vector<ChangedRun> runs(
        static_cast<std::size_t>(bytes.whole(static_cast<std::int64_t>(bytes.rest()) / kLeastRunBytes)));
    ChangedRun last;
    for (ChangedRun& run : runs) {
        run = last;
        run.first = last.first + last.length;
        run.first += bytes.whole(voxels - run.first);
        const std::int64_t most = std::min<std::int64_t>(voxels - run.first, std::numeric_limits<std::int32_t>::max());
        const std::int64_t told = bytes.whole(2 * most + 1);
        run.length = static_cast<std::int32_t>(told >> 1);
        if ((told & 1) == 0) {
            run.before = bytes.byte();
            run.after = bytes.byte();
        }
        last = run;
    }
    return runs;
}

Edited readEdited(ByteReader& bytes, std::int64_t voxels) {
    Edited edited;
    edited.tool = bytes.choice<EditTool>();
    const std::uint8_t has = bytes.byte();
    if (has > (kHasRegion | kHasSlice)) {
        ByteReader::refuse();
    }
    if ((has & kHasRegion) != 0) {
        edited.region = readRegion(bytes, voxels);
    }
    if ((has & kHasSlice) != 0) {
        const std::size_t through = bytes.byte();
        edited.slice = SliceOf{through, bytes.whole(voxels)};
    }
    edited.change.runs = readRuns(bytes, voxels);
    return edited;
}

CorrectionEvent readEvent(ByteReader& bytes, std::int64_t voxels) {
    switch (static_cast<Kind>(bytes.byte())) {
        case Kind::Edited:
            return readEdited(bytes, voxels);
        case Kind::Undone:
            return Undone();
        case Kind::Redone:
            return Redone();
        case Kind::SliceMarked: {
            const std::uint8_t axis = bytes.byte();
            const std::int64_t slice = bytes.whole(voxels);
            return SliceMarked{.axis = axis, .slice = slice, .isLookedAt = bytes.yesOrNo()};
        }
        case Kind::TimeSpent:
            return TimeSpent{bytes.number()};
    }
    ByteReader::refuse();
}

struct EventWriter {
    ByteWriter& bytes;

    void operator()(const Edited& edited) const {
        kind(Kind::Edited);
        bytes.name(nameOf(edited.tool));
        bytes.byte(static_cast<std::uint8_t>((edited.region ? kHasRegion : 0) | (edited.slice ? kHasSlice : 0)));
        if (edited.region) {
            writeRegion(bytes, *edited.region);
        }
        if (edited.slice) {
            bytes.byte(static_cast<std::uint8_t>(edited.slice->through));
            bytes.whole(edited.slice->slice);
        }
        writeRuns(bytes, edited.change.runs);
    }
    void operator()(const Undone& /*event*/) const { kind(Kind::Undone); }
    void operator()(const Redone& /*event*/) const { kind(Kind::Redone); }
    void operator()(const SliceMarked& marked) const {
        kind(Kind::SliceMarked);
        bytes.byte(marked.axis);
        bytes.whole(marked.slice);
        bytes.byte(marked.isLookedAt ? 1 : 0);
    }
    void operator()(const TimeSpent& spent) const {
        kind(Kind::TimeSpent);
        bytes.number(spent.seconds);
    }

private:
    void kind(Kind kind) const { bytes.byte(static_cast<std::uint8_t>(kind)); }
};

}  // namespace

std::string bytesOf(const CorrectionEvent& event) {
    ByteWriter bytes;
    std::visit(EventWriter{bytes}, event);
    return bytes.take();
}

CorrectionEvent eventOf(std::span<const std::byte> bytes, std::int64_t voxels) {
    ByteReader reader(bytes);
    CorrectionEvent event = readEvent(reader, voxels);
    if (reader.rest() > 0) {
        ByteReader::refuse();
    }
    return event;
}

std::uint64_t mostEventBytes(std::int64_t voxels) noexcept {
    constexpr std::uint64_t kWithoutRuns = 256;
    // A run of one voxel beside the next takes four; what a longer one or distance takes more, its voxels are more.
    constexpr std::uint64_t kPerVoxel = 5;
    return kWithoutRuns + kPerVoxel * static_cast<std::uint64_t>(voxels);
}

}  // namespace tandem
