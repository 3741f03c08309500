#include "ui/frame/preferences.h"

#include <QSettings>

namespace lab {

Preferences::Preferences(const QString& path) {
    if (path.isEmpty())
        return;
    m_file = std::make_unique<QSettings>(path, QSettings::IniFormat);
    for (const QString& key : m_file->allKeys())
        m_values.insert(key, m_file->value(key));
}

Preferences::~Preferences() = default;

QString Preferences::personalPath() {
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("fastformer-lab"),
                     QStringLiteral("window"))
        .fileName();
}

QVariant Preferences::value(const QString& key, const QVariant& otherwise) const {
    return m_values.value(key, otherwise);
}

void Preferences::setValue(const QString& key, const QVariant& value) {
    if (!value.isValid()) {
        m_values.remove(key);
        if (m_file)
            m_file->remove(key);
        return;
    }
    if (m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    if (m_file)
        m_file->setValue(key, value);
}

void Preferences::forget(const QString& group) {
    for (const QString& key : m_values.keys())
        if (key == group || key.startsWith(group + u'/'))
            setValue(key, {});
}

} // namespace lab
