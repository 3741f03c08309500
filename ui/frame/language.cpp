#include "ui/frame/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

// A static library's resources are dropped by the linker unless asked for; the macro wants the global
// namespace.
static void keepTranslations() {
    Q_INIT_RESOURCE(translations);
}

namespace lab {
namespace {

const QString& chinese() {
    static const QString code = QStringLiteral("zh_CN");
    return code;
}

} // namespace

Language::Language(QObject* parent) : QObject(parent) {
    keepTranslations();
}

QString Language::spoken() const {
    if (!m_choice.isEmpty())
        return m_choice;
    return QLocale::system().language() == QLocale::Chinese ? chinese() : QStringLiteral("en");
}

void Language::choose(const QString& code) {
    m_choice = code;
    QCoreApplication::removeTranslator(&m_lab);
    QCoreApplication::removeTranslator(&m_toolkit);
    if (spoken() != chinese())
        return;
    if (m_lab.load(QStringLiteral(":/i18n/lab_zh_CN.qm")))
        QCoreApplication::installTranslator(&m_lab);
    if (m_toolkit.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
}

} // namespace lab
