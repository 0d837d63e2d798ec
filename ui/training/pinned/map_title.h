// The name of a map above its picture, with its colours and what the first and the last of them mean.
//
// Used on the GUI thread.
#pragma once

#include "ui/picture/colour_map.h"

#include <QString>
#include <QWidget>

namespace tandem {

class MapTitle : public QWidget {
    Q_OBJECT

public:
    explicit MapTitle(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// low and high: as they are to be read, with a unit.
    void setScale(ColourMapName colours, const QString& low, const QString& high);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    ColourMapName m_colours = ColourMapName::Viridis;
    QString m_low;
    QString m_high;
};

}  // namespace tandem
