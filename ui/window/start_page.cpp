#include "ui/window/start_page.h"

#include "core/base/file_system.h"
#include "storage/demo/demo_study.h"
#include "ui/theme/icon.h"
#include "ui/theme/translated.h"
#include "ui/window/project_thumbnail.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace tandem {
namespace {

constexpr int kColumnWidth = 660;
constexpr int kPictureSide = 64;

QLabel* labelOf(const char* role, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setProperty("role", role);
    return label;
}

/// The project's thumbnail, or an icon on a plain square while it has none.
QIcon pictureOf(const QString& folder, const QWidget& widget) {
    // Not read by QPixmap, which may give the picture that it read from this file before.
    const std::filesystem::path file = thumbnailFile(folder.toStdString());
    const QImage kept = isFile(file) ? QImage(QString::fromStdString(file.string())) : QImage();
    if (!kept.isNull()) {
        return QIcon(QPixmap::fromImage(kept));
    }
    QPixmap plain(kThumbnailSide, kThumbnailSide);
    plain.fill(widget.palette().color(QPalette::Button));
    QPainter painter(&plain);
    const int side = kThumbnailSide / 2;
    iconNamed("datasets", widget.palette()).paint(&painter, side / 2, side / 2, side, side);
    painter.end();
    return QIcon(plain);
}

}  // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_title(labelOf("title", this)),
      m_subtitle(labelOf("faint", this)),
      m_new(new QPushButton(this)),
      m_open(new QPushButton(this)),
      m_demo(new QPushButton(this)),
      m_demoText(labelOf("faint", this)),
      m_recentTitle(labelOf("heading", this)),
      m_noRecent(labelOf("faint", this)),
      m_recent(new QListWidget(this)) {
    m_new->setObjectName("newProject");
    m_new->setProperty("primary", true);
    m_open->setObjectName("openProject");
    m_demo->setObjectName("tryDemo");
    m_demoText->setWordWrap(true);
    m_recent->setObjectName("recentProjects");
    m_recent->setIconSize({kPictureSide, kPictureSide});
    m_recent->setSpacing(2);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_noRecent->setObjectName("noRecent");
    m_noRecent->setWordWrap(true);
    m_noRecent->setAlignment(Qt::AlignTop);
    auto* const icon = new QLabel(this);
    icon->setPixmap(programIcon().pixmap(56, 56));
    auto* const titles = new QVBoxLayout;
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    auto* const heading = new QHBoxLayout;
    heading->setSpacing(16);
    heading->addWidget(icon);
    heading->addLayout(titles, 1);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* const button : {m_new, m_open, m_demo}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* const column = new QWidget(this);
    column->setFixedWidth(kColumnWidth);
    auto* const layout = new QVBoxLayout(column);
    layout->setSpacing(14);
    layout->addLayout(heading);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    layout->addWidget(m_demoText);
    layout->addSpacing(14);
    layout->addWidget(m_recentTitle);
    layout->addWidget(m_noRecent, 1);
    layout->addWidget(m_recent, 1);
    auto* const middle = new QHBoxLayout(this);
    middle->setContentsMargins(24, 64, 24, 24);
    middle->addStretch();
    middle->addWidget(column);
    middle->addStretch();
    connectParts();
    setRecent({});
    keepTranslated(*this, [this] { retranslate(); });
}

void StartPage::connectParts() {
    connect(m_new, &QPushButton::clicked, this, &StartPage::newWanted);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openWanted);
    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoWanted);
    connect(m_recent, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT projectChosen(item->data(Qt::UserRole).toString()); });
    connect(m_recent, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        // A click opens, as on a button; where the style activates by one click it has done so already.
        if (m_recent->style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick, nullptr, m_recent) == 0) {
            Q_EMIT projectChosen(item->data(Qt::UserRole).toString());
        }
    });
    connect(m_recent, &QListWidget::customContextMenuRequested, this, &StartPage::showMenu);
    auto* const forget = new QShortcut(QKeySequence::Delete, m_recent);
    forget->setObjectName("forgetProject");
    forget->setContext(Qt::WidgetShortcut);
    connect(forget, &QShortcut::activated, this, &StartPage::forgetChosen);
}

void StartPage::setRecent(const QStringList& folders) {
    m_folders = folders;
    showRecent();
}

void StartPage::showRecent() {
    m_recent->clear();
    for (const QString& folder : m_folders) {
        const QFileInfo place(folder);
        auto* const item = new QListWidgetItem(pictureOf(folder, *this),
                                               place.completeBaseName() + "\n" + place.absolutePath(), m_recent);
        item->setData(Qt::UserRole, folder);
        item->setToolTip(folder);
    }
    m_recent->setVisible(!m_folders.isEmpty());
    m_noRecent->setVisible(m_folders.isEmpty());
}

void StartPage::setMakingDemo(bool isMaking) {
    m_isMakingDemo = isMaking;
    m_demo->setEnabled(!isMaking);
    m_demo->setToolTip(isMaking ? tr("The demo is being made; the status bar says how far.") : QString());
}

void StartPage::showMenu(const QPoint& position) {
    if (m_recent->itemAt(position) == nullptr) {
        return;
    }
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Remove from this list"), this, &StartPage::forgetChosen);
    menu->popup(m_recent->viewport()->mapToGlobal(position));
}

void StartPage::forgetChosen() {
    if (const QListWidgetItem* const item = m_recent->currentItem()) {
        Q_EMIT forgetWanted(item->data(Qt::UserRole).toString());
    }
}

void StartPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        showRecent();
    }
    QWidget::changeEvent(event);
}

void StartPage::retranslate() {
    m_title->setText(tr("Tandem"));
    m_subtitle->setText(tr("Reliable segmentations of 3D medical images from few labels"));
    m_new->setText(tr("&New project…"));
    m_open->setText(tr("&Open project…"));
    m_demo->setText(tr("Try the &demo"));
    m_demoText->setText(tr("The demo makes %1 small generated volumes in your documents folder, and leads you from "
                           "them to a first map of what can be trusted in some minutes.")
                            .arg(DemoPlan{}.cases));
    m_recentTitle->setText(tr("Recent projects"));
    m_recent->setAccessibleName(m_recentTitle->text());
    m_noRecent->setText(
        tr("None yet. A new project is a folder of its own; your images stay where they are.\n"
           "You can also drop a project folder here, or images to make a project of them."));
    if (auto* const forget = findChild<QShortcut*>("forgetProject")) {
        forget->setWhatsThis(tr("Remove the project from the list of recent ones"));
    }
    setMakingDemo(m_isMakingDemo);
}

}  // namespace tandem
