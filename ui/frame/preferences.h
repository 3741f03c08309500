#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVariantMap>

#include <memory>

class QSettings;

namespace lab {

/// What the window remembers from one start to the next: layout, recent files, theme, size of type, language,
/// keys. GUI thread.
class Preferences {
public:
    /// Kept in the file \p path (INI); an empty path keeps nothing beyond this object.
    explicit Preferences(const QString& path = {});
    ~Preferences();
    Preferences(const Preferences&) = delete;
    Preferences& operator=(const Preferences&) = delete;

    /// Where the person's own are.
    static QString personalPath();

    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    [[nodiscard]] QStringList keys() const { return m_values.keys(); }
    /// An invalid value forgets the key.
    void setValue(const QString& key, const QVariant& value);
    /// Forgets \p group and everything in it.
    void forget(const QString& group);

private:
    QVariantMap m_values;
    std::unique_ptr<QSettings> m_file;
};

} // namespace lab
