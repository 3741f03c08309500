#include "ui/window_host.h"

#include "ui/actions/actions.h"
#include "ui/frame/shortcut_dialog.h"
#include "ui/frame/shortcuts.h"
#include "ui/look/look.h"
#include "ui/main_window.h"
#include "ui/window_state.h"

#include <QApplication>

#include <algorithm>

namespace lab {
namespace {

constexpr double kPresenterShare = 1.4;
constexpr int kRecentFiles = 8;

const QString kTheme = QStringLiteral("theme"), kType = QStringLiteral("typeSize"),
              kLanguage = QStringLiteral("language"), kRecent = QStringLiteral("recentFiles");

} // namespace

WindowHost::WindowHost(Look& look, Studio& studio, Preferences& preferences, QObject* parent)
    : QObject(parent),
      m_look(look),
      m_studio(studio),
      m_preferences(preferences),
      m_font(QApplication::font()),
      m_typeSize(std::clamp(preferences.value(kType, 100).toInt(), kSmallestType, kLargestType)) {
    if (const QVariant theme = preferences.value(kTheme); theme.isValid())
        look.setChoice(static_cast<SchemeChoice>(std::clamp(theme.toInt(), 0, 2)));
    m_language.choose(preferences.value(kLanguage).toString());
    applyType();
    build();
    const WindowState left = remembered(preferences);
    applyLayout(left, *m_window);
    m_wished = left.size.isValid() ? left.size : m_window->size();
}

WindowHost::~WindowHost() {
    if (!m_presenting)
        remember(state(), m_preferences);
    m_window.reset();
    m_language.choose(QStringLiteral("en"));
    QApplication::setFont(m_font);
}

void WindowHost::build() {
    m_window = std::make_unique<MainWindow>(m_look, m_studio);
    m_window->setPresenting(m_presenting);
    m_window->installEventFilter(this);
    new Shortcuts(m_window->actions(), m_preferences, m_window.get());
    connectActions();
    connectChoices();
    showRecent();
}

void WindowHost::connectActions() {
    const Actions& a = m_window->actions();
    connect(a.biggerType, &QAction::triggered, this, [this] { setTypeSize(m_typeSize + kTypeStep); });
    connect(a.smallerType, &QAction::triggered, this, [this] { setTypeSize(m_typeSize - kTypeStep); });
    connect(a.normalType, &QAction::triggered, this, [this] { setTypeSize(100); });
    connect(a.resetLayout, &QAction::triggered, this, &WindowHost::resetLayout);
    a.presenter->setChecked(m_presenting);
    connect(a.presenter, &QAction::toggled, this, &WindowHost::setPresenting);
    connect(a.shortcuts, &QAction::triggered, m_window.get(), [this] {
        auto* dialog = m_window->findChild<ShortcutDialog*>();
        if (dialog == nullptr)
            dialog = new ShortcutDialog(m_look, *m_window->findChild<Shortcuts*>(), m_window.get());
        dialog->show();
        dialog->activateWindow();
    });
    connect(m_window.get(), &MainWindow::pathOpened, this, &WindowHost::noteRecent);
    connect(m_window.get(), &MainWindow::labWanted, this, &WindowHost::labWanted);
    followType();
}

void WindowHost::connectChoices() {
    const Actions& a = m_window->actions();
    const std::pair<QAction*, SchemeChoice> themes[] = {{a.followSystem, SchemeChoice::FollowSystem},
                                                        {a.light, SchemeChoice::Light},
                                                        {a.dark, SchemeChoice::Dark}};
    for (const auto& [action, choice] : themes) {
        action->setChecked(m_look.choice() == choice);
        connect(action, &QAction::triggered, this,
                [this, wanted = choice] { m_preferences.setValue(kTheme, static_cast<int>(wanted)); });
    }
    const std::pair<QAction*, QString> languages[] = {{a.languageSystem, QString()},
                                                      {a.languageEnglish, QStringLiteral("en")},
                                                      {a.languageChinese, QStringLiteral("zh_CN")}};
    for (const auto& [action, code] : languages) {
        action->setChecked(m_language.choice() == code);
        connect(action, &QAction::triggered, this, [this, wanted = code] { setLanguage(wanted); });
    }
}

void WindowHost::followType() {
    const Actions& a = m_window->actions();
    const auto tell = [](QAction* action, bool possible, const QString& tip, const QString& why) {
        action->setEnabled(possible);
        Actions::setTip(action, possible ? tip : why);
    };
    tell(a.biggerType, m_typeSize < kLargestType, tr("Make all type and everything around it larger"),
         tr("The type has its largest size, %1 %").arg(kLargestType));
    tell(a.smallerType, m_typeSize > kSmallestType, tr("Make all type and everything around it smaller"),
         tr("The type has its smallest size, %1 %").arg(kSmallestType));
    tell(a.normalType, m_typeSize != 100,
         tr("Type as large as the system wants it; now %1 %").arg(m_typeSize),
         tr("The type has its normal size"));
}

void WindowHost::setTypeSize(int percent) {
    percent = std::clamp(percent, kSmallestType, kLargestType);
    if (percent == m_typeSize)
        return;
    m_typeSize = percent;
    m_preferences.setValue(kType, percent);
    rebuildSoon();
}

void WindowHost::setLanguage(const QString& code) {
    if (code == m_language.choice())
        return;
    m_preferences.setValue(kLanguage, code);
    m_language.choose(code);
    rebuildSoon();
}

void WindowHost::setPresenting(bool on) {
    if (on == m_presenting)
        return;
    if (on)
        remember(state(), m_preferences);
    m_presenting = on;
    rebuildSoon();
}

void WindowHost::resetLayout() {
    m_preferences.forget(QStringLiteral("layout"));
    m_preferences.setValue(kType, {});
    m_typeSize = 100;
    m_fresh = true;
    rebuildSoon();
}

// An action of the window that is to go has asked for it: it must come back from its call first.
void WindowHost::rebuildSoon() {
    if (std::exchange(m_pending, true))
        return;
    QMetaObject::invokeMethod(this, &WindowHost::rebuild, Qt::QueuedConnection);
}

void WindowHost::applyType() {
    QFont font = m_font;
    const double share = m_typeSize / 100.0 * (m_presenting ? kPresenterShare : 1);
    m_builtSize = qRound(100 * share);
    m_look.setEnlargement(share);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(m_font.pointSizeF() * share);
    else
        font.setPixelSize(static_cast<int>(m_font.pixelSize() * share));
    if (font != QApplication::font())
        QApplication::setFont(font);
}

void WindowHost::rebuild() {
    m_pending = false;
    const bool fresh = std::exchange(m_fresh, false);
    WindowState state = this->state();
    m_wished = state.size;
    m_least = {};
    const bool visible = m_window->isVisible();
    m_divisions[m_builtSize].insert(state.splitters);
    if (fresh) {
        state.geometry.clear();
        state.size = {};
        state.splitters.clear();
        m_divisions.clear();
    }
    // The old window goes last, so that the program does not take the loss of its only window for its end.
    const std::unique_ptr<MainWindow> old = std::move(m_window);
    old->setUpdatesEnabled(false);
    applyType();
    build();
    state.splitters.insert(m_divisions.value(m_builtSize));
    applyLayout(state, *m_window);
    if (fresh)
        m_wished = m_window->size();
    if (visible)
        m_window->show();
    applyTexts(state, *m_window);
    emit rebuilt();
}

bool WindowHost::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && !event->spontaneous() && watched == m_window.get()) {
        // Nobody can have resized a window that was not there.
        if (m_window->width() > m_wished.width())
            m_least.setWidth(m_window->width());
        if (m_window->height() > m_wished.height())
            m_least.setHeight(m_window->height());
    }
    if (event->type() == QEvent::Resize && watched == m_window.get()) {
        if (m_window->width() <= m_window->minimumWidth())
            m_least.setWidth(m_window->width());
        if (m_window->height() <= m_window->minimumHeight())
            m_least.setHeight(m_window->height());
    }
    return QObject::eventFilter(watched, event);
}

WindowState WindowHost::state() const {
    WindowState state = stateOf(*m_window);
    const QSize now = m_window->isMaximized() || m_window->isFullScreen() ? m_window->normalGeometry().size()
                                                                          : m_window->size();
    const auto wished = [](int now, int least, int before) {
        return now == least ? std::min(now, before) : now;
    };
    state.size = {wished(now.width(), m_least.width(), m_wished.width()),
                  wished(now.height(), m_least.height(), m_wished.height())};
    return state;
}

void WindowHost::noteRecent(const QString& path) {
    QStringList recent = m_preferences.value(kRecent).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    m_preferences.setValue(kRecent, QStringList(recent.mid(0, kRecentFiles)));
    showRecent();
}

void WindowHost::showRecent() {
    m_window->setRecentFiles(m_preferences.value(kRecent).toStringList());
}

} // namespace lab
