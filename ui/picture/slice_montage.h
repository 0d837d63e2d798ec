// A page of axial slices for a report: a row for each case, a column for each layer, with legends of fixed range.
//
// Drawn without a window; see GraphicsSession for what must live meanwhile. One thread at a time.
// Invariant: a colour means the same value in every row of a column, whatever the cases' own ranges are.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "ui/picture/colour_map.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class QImage;

namespace tandem {

/// How a map's values become colours.
struct MapScale {
    ColourMapName colours = ColourMapName::Viridis;
    double low = 0;
    double high = 1;
    std::string unit;  ///< written after the last tick; may be empty

    /// Entropy in nats, 0..log(classes).
    [[nodiscard]] static MapScale uncertainty(int classes);
    [[nodiscard]] static MapScale similarity();
    [[nodiscard]] static MapScale teachingWeight();
    [[nodiscard]] static MapScale trust();
};

/// What a column shows, in every row alike.
struct MontageColumn {
    std::string title;
    std::optional<MapScale> scale;    ///< for columns of maps
    std::vector<LabelClass> classes;  ///< for columns of label maps: colours and legend, by class index
    std::string outlineLegend;        ///< what MontageTile::outline is, for the legend; empty when it is not used
};

/// The layers of one tile, from bottom to top; empty volumes are left out. All on one grid.
struct MontageTile {
    ImageVolume image;    ///< grey, between the slice's 1st and 99th percentile
    ImageVolume map;      ///< coloured by the column's scale; covers the image
    LabelVolume label;    ///< tinted and outlined in the colours of the column's classes
    LabelVolume outline;  ///< a second label map, as a dashed white outline of all that is not background
};

struct MontageRow {
    std::string name;
    std::string note;                ///< a second line, such as "Dice 0.91"; may be empty
    std::int64_t slice = 0;          ///< along the axis that runs most nearly from foot to head
    std::vector<MontageTile> tiles;  ///< one for each column
};

struct MontageSettings {
    std::string title;
    std::string subtitle;
    int tileWidth = 220;    ///< pixels; a tile's height follows from the slice's shape in mm
    bool smooth = true;     ///< interpolate between voxels; else every voxel is a block of one colour
    double pixelRatio = 1;  ///< pixels for each unit of length: 2 for twice the resolution

    /// Throws Error (InvalidInput).
    void check() const;
};

class SliceMontage {
public:
    /// Throws Error (InvalidInput) when the settings cannot be used or there is no column.
    SliceMontage(std::vector<MontageColumn> columns, MontageSettings settings);
    ~SliceMontage();
    SliceMontage(const SliceMontage&) = delete;
    SliceMontage& operator=(const SliceMontage&) = delete;

    /// Throws Error (InvalidInput) naming the row when tiles and columns differ in number, a tile's volumes lie on
    /// different grids, a map's column has no scale, or the slice is outside of a volume.
    void addRow(MontageRow row);

    /// The page in colour. Throws Error (Conflict) when the process has no graphics session.
    [[nodiscard]] QImage draw() const;

    /// Where, in the drawn page's pixels, the given column's tile of the given row lies: left, top, width, height.
    [[nodiscard]] std::array<int, 4> tileRectangle(std::size_t row, std::size_t column) const;

    /// Draws the page into a PNG file, which appears whole or not at all. Throws Error (Conflict as draw(); Io).
    void writePng(const std::filesystem::path& file) const;

private:
    MontageSettings m_settings;
    std::vector<MontageColumn> m_columns;
    std::vector<MontageRow> m_rows;
};

}  // namespace tandem
