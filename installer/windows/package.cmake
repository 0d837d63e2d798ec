# An installer for Windows (NSIS) and a .zip.
#
# NOT TRIED: this could not be run where it was written, and the sources do not compile on Windows yet. They need, first:
# another way to open the engine and to find the program's own folder (core/engine_module.cpp), to map and to replace files
# (core/base/mapped_file.cpp, core/base/atomic_file.cpp), and to lock a run (storage/db/run_lock.cpp).

find_package(Qt6 6.4 REQUIRED COMPONENTS Core)

set(CPACK_GENERATOR NSIS ZIP)
set(CPACK_PACKAGE_FILE_NAME tandem-${PROJECT_VERSION}-windows-x86_64)
set(CPACK_PACKAGE_EXECUTABLES tandem Tandem)
set(CPACK_CREATE_DESKTOP_LINKS tandem)

# Qt's plugins, and what the programs and the engine link; Windows brings its own.
qt_generate_deploy_app_script(TARGET tandem OUTPUT_SCRIPT deploy NO_TRANSLATIONS NO_UNSUPPORTED_PLATFORM_ERROR)
install(SCRIPT ${deploy})
install(RUNTIME_DEPENDENCY_SET tandem_libraries
  PRE_EXCLUDE_REGEXES "^api-ms-" "^ext-ms-"
  POST_EXCLUDE_REGEXES ".*[Ss]ystem32[/\\\\].*"
  RUNTIME DESTINATION bin)

set(CPACK_NSIS_DISPLAY_NAME Tandem)
set(CPACK_NSIS_PACKAGE_NAME Tandem)
set(CPACK_NSIS_MUI_ICON ${CMAKE_CURRENT_SOURCE_DIR}/icons/tandem.ico)
set(CPACK_NSIS_MUI_UNIICON ${CMAKE_CURRENT_SOURCE_DIR}/icons/tandem.ico)
set(CPACK_NSIS_INSTALLED_ICON_NAME bin/tandem.exe)
set(CPACK_NSIS_MANIFEST_DPI_AWARE ON)
set(CPACK_NSIS_UNICODE ON)
# Two versions beside each other would share the person's settings.
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
# So that tandem-cli is found in a terminal.
set(CPACK_NSIS_MODIFY_PATH ON)
