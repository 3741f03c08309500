#pragma once

#include "ui/frame/language.h"
#include "ui/frame/preferences.h"

#include <QByteArray>
#include <QFont>
#include <QMap>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>

namespace lab {

class Look;
class MainWindow;
class Shortcuts;
class Studio;
struct WindowState;

/// Owns the main window and can build it anew over the same studio: for another size of type, another
/// language, presenter mode. What the person had arranged, chosen and typed is there again afterwards, and at
/// the next start. A run that trains is not touched.
class WindowHost : public QObject {
    Q_OBJECT
public:
    /// All three must outlive it. Takes theme, size of type, language, keys and layout from \p preferences.
    WindowHost(Look& look, Studio& studio, Preferences& preferences, QObject* parent = nullptr);
    ~WindowHost() override;

    [[nodiscard]] MainWindow& window() const { return *m_window; }

    static constexpr int kSmallestType = 80, kLargestType = 200, kTypeStep = 10; ///< per cent
    [[nodiscard]] int typeSize() const { return m_typeSize; }
    /// Per cent of the size the program started with, kept within 80 and 200.
    void setTypeSize(int percent);
    /// As Language::choose.
    void setLanguage(const QString& code);
    [[nodiscard]] const Language& language() const { return m_language; }
    void setPresenting(bool on);
    /// Panes, window and size of type as in the first start.
    void resetLayout();

signals:
    /// The window is another one now.
    void rebuilt();
    /// See MainWindow::labWanted.
    void labWanted(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void rebuildSoon();
    void rebuild();
    void connectActions();
    void connectChoices();
    void applyType();
    void followType();
    void noteRecent(const QString& path);
    void showRecent();
    /// Also the size that the person gave the window, which larger type may have made grow.
    [[nodiscard]] WindowState state() const;

    Look& m_look;
    Studio& m_studio;
    Preferences& m_preferences;
    Language m_language;
    QFont m_font; ///< of the system
    int m_typeSize = 100;
    int m_builtSize = 100; ///< of the type in the window as it stands, per cent
    bool m_presenting = false, m_pending = false, m_fresh = false;
    /// How the panes were divided under each size of the type: larger type may need more than they had.
    QMap<int, QMap<QString, QByteArray>> m_divisions;
    QSize m_wished; ///< the size that the person gave the window
    QSize m_least;  ///< the size that its contents made it have; -1 = none did
    std::unique_ptr<MainWindow> m_window;
};

} // namespace lab
