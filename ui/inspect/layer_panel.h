// The list of layers, and what each has under the cursor.
//
// Used on the GUI thread. Invariant: there is one row per layer of the stack, in its order.
#pragma once

#include "ui/picture/slice_layer.h"

#include <QWidget>
#include <optional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace tandem {

class LayerRow;
class LayerStack;

class LayerPanel : public QWidget {
    Q_OBJECT

public:
    explicit LayerPanel(LayerStack& stack, QWidget* parent = nullptr);

    /// The values of the image and of every layer at a voxel; nothing when the cursor is nowhere.
    void showVoxel(const ImageVolume& image, const std::optional<Index3>& voxel);
    /// Whether number keys show and hide layers now.
    void setKeysUsed(bool areUsed);

private:
    void retranslate();
    void makeRows();
    void showStates();

    LayerStack& m_stack;
    QLabel* m_place = nullptr;
    QWidget* m_list = nullptr;
    QVBoxLayout* m_rowLayout = nullptr;
    std::vector<LayerRow*> m_rows;
    bool m_areKeysUsed = true;
    bool m_isPlaced = false;  ///< a voxel's values are shown
};

/// A layer's value in words: a class by name, a number with its unit.
[[nodiscard]] QString valueText(const SliceLayer& layer, const Index3& voxel);

}  // namespace tandem
