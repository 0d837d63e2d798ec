// A label map that is being corrected: its voxels, what was done to it, what was looked at, and how to take it back.
//
// For one thread at a time. Everything that happens is a CorrectionEvent; whoever applies the events of one Correction
// to another that began with the same label gets the same state, which is what the journal of a correction is
// (storage/correction). Invariant: undo() and redo() give back the very same voxels.
#pragma once

#include "core/correction/edit_tool.h"
#include "core/correction/grid_slice.h"
#include "core/correction/label_change.h"
#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace tandem {

/// Classes over which may be painted, by class index, kUnknownClass included. All, unless some are protected.
using PaintOver = std::bitset<256>;

/// How a doubtful region was resolved.
enum class RegionAnswer { DecoderA, DecoderB, Mean, Class, Unknown, AsItIs };
template <>
inline constexpr std::array<std::string_view, 6> kChoiceTexts<RegionAnswer>{"a",     "b",       "mean",
                                                                            "class", "unknown", "as-it-is"};

/// A region is known by its voxel of DoubtfulRegion::centre.
struct ResolvedRegion {
    Index3 centre{};
    RegionAnswer answer = RegionAnswer::AsItIs;
    std::int64_t voxels = 0;
    double expectedErrors = 0;  ///< as DoubtfulRegion has it

    bool operator==(const ResolvedRegion&) const = default;
};

// What can happen. Undone and Redone take back, or do again, the newest action with all that belonged to it.
struct Edited {
    EditTool tool = EditTool::Brush;
    LabelChange change;
    std::optional<ResolvedRegion> region;  ///< of EditTool::Region; its change may be empty
    std::optional<SliceOf> slice;          ///< in which a person painted it

    bool operator==(const Edited&) const = default;
};
struct Undone {
    bool operator==(const Undone&) const = default;
};
struct Redone {
    bool operator==(const Redone&) const = default;
};
struct SliceMarked {
    std::uint8_t axis = 2;  ///< of the grid, that runs through the slices
    std::int64_t slice = 0;
    bool isLookedAt = true;

    bool operator==(const SliceMarked&) const = default;
};
/// Time that a person worked on it since the event before, pauses left out.
struct TimeSpent {
    double seconds = 0;

    bool operator==(const TimeSpent&) const = default;
};
using CorrectionEvent = std::variant<Edited, Undone, Redone, SliceMarked, TimeSpent>;

/// What was done, for the provenance. Undone actions do not count.
struct CorrectionTally {
    double seconds = 0;
    std::int64_t actions = 0;  ///< as a person counts: strokes and presses that edit, undo and redo included
    std::map<EditTool, std::int64_t> uses;
    /// From class to class: voxels of the label as it began that are another now.
    std::map<std::pair<std::uint8_t, std::uint8_t>, std::int64_t> changed;
};

class Correction {
public:
    /// start: class indices, and kUnknownClass where nobody knows. It is kept, not copied.
    explicit Correction(const LabelVolume& start);
    Correction(Correction&&) noexcept = default;  // a copy would edit the same block
    Correction& operator=(Correction&&) noexcept = default;
    ~Correction() = default;

    /// The voxels as they are now. They share the block that edits change: for the thread that edits, and until the
    /// next edit; others take snapshot().
    [[nodiscard]] const LabelVolume& label() const noexcept { return m_label; }
    [[nodiscard]] const LabelVolume& start() const noexcept { return m_start; }
    [[nodiscard]] LabelVolume snapshot() const;

    void setPaintOver(const PaintOver& classes) noexcept { m_paintOver = classes; }
    [[nodiscard]] const PaintOver& paintOver() const noexcept { return m_paintOver; }

    /// What follows until end() is one action, such as a stroke; an action that changes nothing is none. Ends the one
    /// before.
    /// slice: in which a person paints it; a ball changes other slices, too.
    void begin(EditTool tool, const std::optional<SliceOf>& slice = {});
    /// Voxels that may be painted over get the class. Returns what changed, of this call alone. Throws Error (Internal
    /// where no action was begun, or for runs or a slice that are none of this grid).
    LabelChange paint(const VoxelRuns& voxels, std::uint8_t labelClass);
    /// They get what the other label has there. other: on the same grid. Throws Error (Internal) likewise.
    LabelChange take(const VoxelRuns& voxels, const LabelVolume& other);
    void end();
    /// Takes back what the action that was begun has changed.
    void cancel();
    [[nodiscard]] bool isActing() const noexcept { return m_acting.has_value(); }

    /// One action by itself, also where nothing changes: "is right as it is". Ends one that was begun. Throws as
    /// take().
    LabelChange resolve(const ResolvedRegion& region, const VoxelRuns& voxels, const LabelVolume& answer);

    [[nodiscard]] bool canUndo() const noexcept { return m_done > 0; }
    [[nodiscard]] bool canRedo() const noexcept { return m_done < m_actions.size(); }
    /// What changed. Does nothing while an action was begun, or there is none.
    LabelChange undo();
    LabelChange redo();
    /// Bytes that the actions take. Beyond limit the oldest can no longer be undone, which the label keeps.
    [[nodiscard]] std::size_t historyBytes() const noexcept;
    void forgetBeyond(std::size_t limit);

    /// Does nothing beyond the grid.
    void markSlice(std::size_t axis, std::int64_t slice, bool isLookedAt);
    [[nodiscard]] bool isLookedAt(std::size_t axis, std::int64_t slice) const;
    [[nodiscard]] const std::array<std::set<std::int64_t>, 3>& slicesLookedAt() const noexcept { return m_slices; }
    /// Slices in which a person painted something that stands, along an axis: those between which a shape may be
    /// filled in.
    [[nodiscard]] std::set<std::int64_t> paintedSlices(std::size_t axis) const;
    /// In the order in which they were resolved; of one that was resolved twice, the newer.
    [[nodiscard]] std::vector<ResolvedRegion> resolvedRegions() const;
    void spend(double seconds);

    /// Does what happened to another. Throws Error (Corrupt) for an event that cannot have happened to this one: a run
    /// beyond the grid, a class before that is another, nothing to undo.
    void apply(const CorrectionEvent& event);
    /// What happened since this was asked last, apply() aside. An action is one event, once it has ended.
    [[nodiscard]] std::vector<CorrectionEvent> takeEvents();

    /// Whether no action stands and nothing was looked at. Time alone does not count.
    [[nodiscard]] bool isUntouched() const noexcept;
    [[nodiscard]] CorrectionTally tally() const;

private:
    struct Acting {
        EditTool tool = EditTool::Brush;
        std::optional<SliceOf> slice;
        std::vector<LabelChange> parts;  ///< of its calls, joined as they come, the longest first
    };

    /// The action becomes the newest one and an event; those that were undone are gone.
    void finish(Edited action);
    void record(Edited action);
    LabelChange takeBack();
    LabelChange doAgain();
    void mark(std::size_t axis, std::int64_t slice, bool isLookedAt);
    [[nodiscard]] bool isSlice(std::size_t axis, std::int64_t slice) const noexcept;
    [[nodiscard]] bool isSliceOrNone(const std::optional<SliceOf>& slice) const noexcept;
    /// Throws Error (Corrupt) for a change that cannot have happened now.
    void requirePossible(const Edited& action) const;
    void write(const LabelChange& change);
    /// Gives voxels that may be painted over the class that classAt says of their flat index.
    template <class ClassAt>
    LabelChange change(const VoxelRuns& voxels, const ClassAt& classAt);
    [[nodiscard]] LabelChange joinedParts();
    [[nodiscard]] std::int64_t rowLength() const noexcept { return m_start.geometry().size[0]; }

    LabelVolume m_start;
    std::shared_ptr<std::uint8_t[]> m_block;
    LabelVolume m_label;  ///< a view of the block
    PaintOver m_paintOver = PaintOver().set();
    std::optional<Acting> m_acting;
    std::vector<Edited> m_actions;                     ///< the oldest first, then those that were undone
    std::size_t m_done = 0;                            ///< of the actions
    std::map<EditTool, std::int64_t> m_forgottenUses;  ///< of actions that can no longer be undone
    std::vector<ResolvedRegion> m_forgottenRegions;
    std::array<std::set<std::int64_t>, 3> m_forgottenSlices;  ///< in which they were painted
    bool m_hasForgotten = false;
    std::int64_t m_presses = 0;
    double m_seconds = 0;
    std::array<std::set<std::int64_t>, 3> m_slices;
    std::vector<CorrectionEvent> m_events;
};

}  // namespace tandem
