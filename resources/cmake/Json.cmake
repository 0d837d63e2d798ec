# The target nlohmann_json::nlohmann_json: the system's headers, or where it has none the copy in resources/third_party.

find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
  set(copy ${PROJECT_SOURCE_DIR}/resources/third_party)
  add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
  target_include_directories(nlohmann_json::nlohmann_json SYSTEM INTERFACE ${copy})
  message(STATUS "nlohmann-json is not installed; the copy in ${copy}/nlohmann is used")
endif()
