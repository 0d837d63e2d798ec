#include "core/correction/correction.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

namespace tandem {
namespace {

LabelChange reversed(const LabelChange& change) {
    LabelChange back = change;
    for (ChangedRun& run : back.runs) {
        std::swap(run.before, run.after);
    }
    return back;
}

[[noreturn]] void throwImpossible(const std::string& what) {
    throw Error(ErrorCode::Corrupt,
                "What is written of the correction cannot have happened: " + what + "; its journal is damaged.");
}

/// Ascending, apart, and each within a row of the grid.
template <class Run>
bool areRunsOf(const Geometry& grid, const std::vector<Run>& runs) {
    const std::int64_t voxels = grid.voxelCount();
    const std::int64_t row = grid.size[0];
    std::int64_t end = 0;
    for (const Run& run : runs) {
        if (run.first < end || run.first >= voxels || run.length < 1 || run.length > row - run.first % row) {
            return false;
        }
        end = run.first + run.length;
    }
    return true;
}

bool isRegionOf(const Geometry& grid, const ResolvedRegion& region) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (region.centre[axis] < 0 || region.centre[axis] >= grid.size[axis]) {
            return false;
        }
    }
    return region.voxels >= 0 && region.expectedErrors >= 0 && std::isfinite(region.expectedErrors);
}

bool isDuration(double seconds) {
    return seconds >= 0 && std::isfinite(seconds);
}

/// As so many calls of a stroke are joined two by two, each of its runs is moved but a few times.
void addPart(std::vector<LabelChange>& parts, LabelChange part, std::int64_t rowLength) {
    parts.push_back(std::move(part));
    while (parts.size() > 1 && parts[parts.size() - 2].runs.size() <= 2 * parts.back().runs.size()) {
        LabelChange both = joined(parts[parts.size() - 2], parts.back(), rowLength);
        parts.pop_back();
        parts.back() = std::move(both);
    }
}

}  // namespace

Correction::Correction(const LabelVolume& start)
    : m_start(start),
      m_block(std::make_shared_for_overwrite<std::uint8_t[]>(start.voxels().size())),
      m_label(start.geometry(), m_block) {
    std::ranges::copy(start.voxels(), m_block.get());
}

LabelVolume Correction::snapshot() const {
    const auto voxels = m_label.voxels();
    return {m_label.geometry(), std::vector<std::uint8_t>(voxels.begin(), voxels.end())};
}

void Correction::begin(EditTool tool, const std::optional<SliceOf>& slice) {
    end();
    m_acting = Acting{.tool = tool, .slice = slice, .parts = {}};
}

template <class ClassAt>
LabelChange Correction::change(const VoxelRuns& voxels, const ClassAt& classAt) {
    if (!m_acting || !isSliceOrNone(m_acting->slice) || !areRunsOf(m_start.geometry(), voxels)) {
        throw Error(ErrorCode::Internal, "The label was edited outside of an action or of its grid.");
    }
    LabelChange changed;
    std::uint8_t* const block = m_block.get();
    for (const VoxelRun& run : voxels) {
        ChangedRun open;
        for (std::int64_t at = run.first; at < run.first + run.length; ++at) {
            const std::uint8_t before = block[at];
            const std::uint8_t after = classAt(at);
            if (before == after || !m_paintOver[before]) {
                continue;
            }
            block[at] = after;
            if (open.length > 0 && open.first + open.length == at && open.before == before && open.after == after) {
                ++open.length;
                continue;
            }
            if (open.length > 0) {
                changed.runs.push_back(open);
            }
            open = {.first = at, .length = 1, .before = before, .after = after};
        }
        if (open.length > 0) {
            changed.runs.push_back(open);
        }
    }
    if (!changed.isEmpty()) {
        addPart(m_acting->parts, changed, rowLength());
    }
    return changed;
}

LabelChange Correction::paint(const VoxelRuns& voxels, std::uint8_t labelClass) {
    return change(voxels, [labelClass](std::int64_t) { return labelClass; });
}

LabelChange Correction::take(const VoxelRuns& voxels, const LabelVolume& other) {
    if (other.geometry().size != m_start.geometry().size) {
        throw Error(ErrorCode::Internal, "The label was to take voxels of another grid.");
    }
    return change(voxels, [from = other.voxels().data()](std::int64_t at) { return from[at]; });
}

LabelChange Correction::joinedParts() {
    std::vector<LabelChange>& parts = m_acting->parts;
    while (parts.size() > 1) {
        LabelChange both = joined(parts[parts.size() - 2], parts.back(), rowLength());
        parts.pop_back();
        parts.back() = std::move(both);
    }
    return parts.empty() ? LabelChange() : std::move(parts.front());
}

void Correction::end() {
    if (!m_acting) {
        return;
    }
    Edited action{.tool = m_acting->tool, .change = joinedParts(), .region = {}, .slice = m_acting->slice};
    m_acting.reset();
    if (!action.change.isEmpty()) {
        finish(std::move(action));
    }
}

void Correction::cancel() {
    if (m_acting) {
        write(reversed(joinedParts()));
        m_acting.reset();
    }
}

LabelChange Correction::resolve(const ResolvedRegion& region, const VoxelRuns& voxels, const LabelVolume& answer) {
    if (!isRegionOf(m_start.geometry(), region)) {
        throw Error(ErrorCode::Internal, "A region was resolved that is none of this grid.");
    }
    begin(EditTool::Region);
    LabelChange changed;
    try {
        changed = take(voxels, answer);
    } catch (...) {
        m_acting.reset();
        throw;
    }
    m_acting.reset();
    finish({.tool = EditTool::Region, .change = changed, .region = region, .slice = {}});
    return changed;
}

void Correction::finish(Edited action) {
    action.change.runs.shrink_to_fit();
    m_events.emplace_back(action);
    record(std::move(action));
}

void Correction::record(Edited action) {
    m_actions.resize(m_done);
    m_actions.push_back(std::move(action));
    ++m_done;
    ++m_presses;
}

LabelChange Correction::takeBack() {
    LabelChange change = reversed(m_actions[--m_done].change);
    write(change);
    ++m_presses;
    return change;
}

LabelChange Correction::doAgain() {
    LabelChange change = m_actions[m_done++].change;
    write(change);
    ++m_presses;
    return change;
}

LabelChange Correction::undo() {
    if (isActing() || !canUndo()) {
        return {};
    }
    m_events.emplace_back(Undone());
    return takeBack();
}

LabelChange Correction::redo() {
    if (isActing() || !canRedo()) {
        return {};
    }
    m_events.emplace_back(Redone());
    return doAgain();
}

void Correction::write(const LabelChange& change) {
    for (const ChangedRun& run : change.runs) {
        std::memset(m_block.get() + run.first, run.after, static_cast<std::size_t>(run.length));
    }
}

std::size_t Correction::historyBytes() const noexcept {
    std::size_t bytes = 0;
    for (const Edited& action : m_actions) {
        bytes += sizeof action + action.change.bytes();
    }
    return bytes;
}

void Correction::forgetBeyond(std::size_t limit) {
    std::size_t bytes = historyBytes();
    std::size_t leaving = 0;
    for (; bytes > limit && leaving < m_done; ++leaving) {
        const Edited& action = m_actions[leaving];
        bytes -= sizeof action + action.change.bytes();
        ++m_forgottenUses[action.tool];
        if (action.region) {
            m_forgottenRegions.push_back(*action.region);
        }
        if (action.slice) {
            m_forgottenSlices[action.slice->through].insert(action.slice->slice);
        }
        m_hasForgotten = true;
    }
    m_actions.erase(m_actions.begin(), m_actions.begin() + static_cast<std::ptrdiff_t>(leaving));
    m_done -= leaving;
}

bool Correction::isSlice(std::size_t axis, std::int64_t slice) const noexcept {
    return axis < 3 && slice >= 0 && slice < m_start.geometry().size[axis];
}

bool Correction::isSliceOrNone(const std::optional<SliceOf>& slice) const noexcept {
    return !slice || isSlice(slice->through, slice->slice);
}

void Correction::mark(std::size_t axis, std::int64_t slice, bool isLookedAt) {
    if (isLookedAt) {
        m_slices[axis].insert(slice);
    } else {
        m_slices[axis].erase(slice);
    }
}

void Correction::markSlice(std::size_t axis, std::int64_t slice, bool isLookedAt) {
    if (isSlice(axis, slice) && this->isLookedAt(axis, slice) != isLookedAt) {
        mark(axis, slice, isLookedAt);
        m_events.emplace_back(
            SliceMarked{.axis = static_cast<std::uint8_t>(axis), .slice = slice, .isLookedAt = isLookedAt});
    }
}

bool Correction::isLookedAt(std::size_t axis, std::int64_t slice) const {
    return axis < 3 && m_slices[axis].contains(slice);
}

std::set<std::int64_t> Correction::paintedSlices(std::size_t axis) const {
    std::set<std::int64_t> slices = m_forgottenSlices[axis];
    for (std::size_t index = 0; index < m_done; ++index) {
        if (const auto& slice = m_actions[index].slice; slice && slice->through == axis) {
            slices.insert(slice->slice);
        }
    }
    return slices;
}

std::vector<ResolvedRegion> Correction::resolvedRegions() const {
    std::vector<ResolvedRegion> regions;
    const auto add = [&](const ResolvedRegion& region) {
        std::erase_if(regions, [&](const ResolvedRegion& one) { return one.centre == region.centre; });
        regions.push_back(region);
    };
    std::ranges::for_each(m_forgottenRegions, add);
    for (std::size_t index = 0; index < m_done; ++index) {
        if (m_actions[index].region) {
            add(*m_actions[index].region);
        }
    }
    return regions;
}

void Correction::spend(double seconds) {
    if (isDuration(seconds) && seconds > 0) {
        m_seconds += seconds;
        m_events.emplace_back(TimeSpent{seconds});
    }
}

void Correction::requirePossible(const Edited& action) const {
    if (action.region.has_value() != (action.tool == EditTool::Region) || (action.change.isEmpty() && !action.region)) {
        throwImpossible("an action changed nothing");
    }
    if (action.region && !isRegionOf(m_start.geometry(), *action.region)) {
        throwImpossible("a region lies beyond the grid");
    }
    if (!isSliceOrNone(action.slice)) {
        throwImpossible("a slice lies beyond the grid");
    }
    if (!areRunsOf(m_start.geometry(), action.change.runs)) {
        throwImpossible("voxels changed beyond the grid");
    }
    const auto voxels = m_label.voxels();
    for (const ChangedRun& run : action.change.runs) {
        const auto were = voxels.subspan(static_cast<std::size_t>(run.first), static_cast<std::size_t>(run.length));
        if (run.before == run.after || std::ranges::any_of(were, [&](std::uint8_t one) { return one != run.before; })) {
            throwImpossible("voxels were not what an action changed");
        }
    }
}

void Correction::apply(const CorrectionEvent& event) {
    if (isActing()) {
        throwImpossible("an action is not over");
    }
    if (const auto* const edited = std::get_if<Edited>(&event)) {
        requirePossible(*edited);
        write(edited->change);
        record(*edited);
    } else if (std::holds_alternative<Undone>(event)) {
        if (!canUndo()) {
            throwImpossible("there was nothing to undo");
        }
        takeBack();
    } else if (std::holds_alternative<Redone>(event)) {
        if (!canRedo()) {
            throwImpossible("there was nothing to redo");
        }
        doAgain();
    } else if (const auto* const marked = std::get_if<SliceMarked>(&event)) {
        if (!isSlice(marked->axis, marked->slice)) {
            throwImpossible("a slice lies beyond the grid");
        }
        mark(marked->axis, marked->slice, marked->isLookedAt);
    } else if (const auto* const spent = std::get_if<TimeSpent>(&event)) {
        if (!isDuration(spent->seconds)) {
            throwImpossible("a time is no number");
        }
        m_seconds += spent->seconds;
    }
}

std::vector<CorrectionEvent> Correction::takeEvents() {
    return std::exchange(m_events, {});
}

bool Correction::isUntouched() const noexcept {
    const bool isChanging = m_acting && !m_acting->parts.empty();
    return m_done == 0 && !m_hasForgotten && !isChanging &&
           std::ranges::all_of(m_slices, [](const auto& slices) { return slices.empty(); });
}

CorrectionTally Correction::tally() const {
    CorrectionTally tally{.seconds = m_seconds, .actions = m_presses, .uses = m_forgottenUses, .changed = {}};
    for (std::size_t index = 0; index < m_done; ++index) {
        ++tally.uses[m_actions[index].tool];
    }
    const auto was = m_start.voxels();
    const auto is = m_label.voxels();
    const auto row = static_cast<std::size_t>(rowLength());
    for (std::size_t at = 0; at < was.size(); at += row) {
        if (std::memcmp(was.data() + at, is.data() + at, row) == 0) {
            continue;  // as nearly all rows are
        }
        for (std::size_t voxel = at; voxel < at + row; ++voxel) {
            if (was[voxel] != is[voxel]) {
                ++tally.changed[{was[voxel], is[voxel]}];
            }
        }
    }
    return tally;
}

}  // namespace tandem
