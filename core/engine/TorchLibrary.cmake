# The imported target tandem_torch: headers and libraries of LibTorch, Debian's or upstream's, with or without CUDA.
#
# Torch's own package file is not used: for a CUDA build it demands the CUDA toolkit and its compiler, of which the
# engine needs nothing. TANDEM_TORCH_HAS_CUDA says whether this LibTorch can use NVIDIA devices. Of several the first
# here is taken:
#   1. what Torch_DIR names (the folder of TorchConfig.cmake), as a variable or in the environment;
#   2. that of the Python that TANDEM_TORCH_PYTHON names;
#   3. where the engine is built alone, that of an active environment (VIRTUAL_ENV, CONDA_PREFIX): whoever activates one
#      and builds only the engine wants it for that; the whole program stays with the system's;
#   4. the system's, or what CMAKE_PREFIX_PATH leads to;
#   5. that of an active environment, then that of python3.

set(TANDEM_TORCH_PYTHON "" CACHE FILEPATH "Python whose torch the engine is built against; empty to look for a LibTorch")

# Sets VARIABLE to the folder of PYTHON's torch, or to nothing. Torch is not imported, which takes seconds,
# nor looked for in the folder that this runs in.
function(tandem_torch_of_python variable python)
  execute_process(
    COMMAND ${python} -c
      "import importlib.util as u, sys; sys.path = [p for p in sys.path if p]; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE result)
  if(NOT result STREQUAL "0" OR NOT IS_DIRECTORY "${folder}/lib")
    set(folder "")
  endif()
  set(${variable} ${folder} PARENT_SCOPE)
endfunction()

# Sets VARIABLE to the folders in which the LibTorch of an active environment may lie, or to nothing.
function(tandem_torch_of_environment variable)
  foreach(environment $ENV{VIRTUAL_ENV} $ENV{CONDA_PREFIX})
    tandem_torch_of_python(folder ${environment}/bin/python3)
    if(folder)
      # Conda's own packages keep headers and libraries where all of the environment's are.
      set(${variable} ${folder} ${environment} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${variable} "" PARENT_SCOPE)
endfunction()

# Finds headers and libraries in the given folders alone, or in the system's where none is given.
macro(tandem_find_torch)
  set(places "")
  if(NOT "${ARGN}" STREQUAL "")
    set(places PATHS ${ARGN} NO_DEFAULT_PATH)
  endif()
  # What was found in other folders before is forgotten.
  if(NOT "${ARGN}" STREQUAL "${TANDEM_TORCH_FOLDERS}")
    unset(TANDEM_TORCH_INCLUDE CACHE)
    unset(TANDEM_CUDA_INCLUDE CACHE)
    unset(TANDEM_GLOO_INCLUDE CACHE)
    unset(TANDEM_NCCL_INCLUDE CACHE)
    foreach(name torch torch_cpu c10 torch_cuda c10_cuda)
      unset(TANDEM_TORCH_LIBRARY_${name} CACHE)
    endforeach()
  endif()
  set(TANDEM_TORCH_FOLDERS "${ARGN}" CACHE INTERNAL "Where LibTorch was looked for; empty for the system's folders")
  find_path(TANDEM_TORCH_INCLUDE torch/csrc/api/include/torch/torch.h ${places} PATH_SUFFIXES include)
  foreach(name torch torch_cpu c10 torch_cuda c10_cuda)
    find_library(TANDEM_TORCH_LIBRARY_${name} ${name} ${places}
      PATH_SUFFIXES lib lib/${CMAKE_LIBRARY_ARCHITECTURE})
  endforeach()
  set(TANDEM_TORCH_FOUND OFF)
  if(TANDEM_TORCH_INCLUDE AND TANDEM_TORCH_LIBRARY_torch_cpu)
    set(TANDEM_TORCH_FOUND ON)
  endif()
endmacro()

if(NOT Torch_DIR AND DEFINED ENV{Torch_DIR})
  set(Torch_DIR $ENV{Torch_DIR})
endif()
if(Torch_DIR)
  get_filename_component(upstream "${Torch_DIR}/../../.." ABSOLUTE)
  get_filename_component(debian "${Torch_DIR}/../../../.." ABSOLUTE)
  tandem_find_torch(${upstream} ${debian})
  if(NOT TANDEM_TORCH_FOUND)
    message(FATAL_ERROR "Torch_DIR, ${Torch_DIR}, belongs to no LibTorch with headers and libraries.")
  endif()
elseif(TANDEM_TORCH_PYTHON)
  tandem_torch_of_python(folder ${TANDEM_TORCH_PYTHON})
  if(NOT folder)
    message(FATAL_ERROR "${TANDEM_TORCH_PYTHON}, which TANDEM_TORCH_PYTHON names, has no torch.")
  endif()
  tandem_find_torch(${folder})
  if(NOT TANDEM_TORCH_FOUND)
    message(FATAL_ERROR "The torch of ${TANDEM_TORCH_PYTHON}, ${folder}, has no headers; Debian's are in libtorch-dev.")
  endif()
else()
  tandem_torch_of_environment(active)
  set(TANDEM_TORCH_FOUND OFF)
  if(TANDEM_ENGINE_ONLY AND active)
    tandem_find_torch(${active})
  endif()
  if(NOT TANDEM_TORCH_FOUND)
    tandem_find_torch()
  endif()
  if(NOT TANDEM_TORCH_FOUND AND active)
    tandem_find_torch(${active})
  endif()
  if(NOT TANDEM_TORCH_FOUND)
    tandem_torch_of_python(folder python3)
    if(folder)
      tandem_find_torch(${folder})
    endif()
  endif()
  if(NOT TANDEM_TORCH_FOUND)
    message(FATAL_ERROR "LibTorch was not found. Install libtorch-dev, activate a Python environment with torch, or set "
      "TANDEM_TORCH_PYTHON to a Python that has it or Torch_DIR to the folder of TorchConfig.cmake.")
  endif()
endif()

foreach(header torch/version.h torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
  if(EXISTS ${TANDEM_TORCH_INCLUDE}/${header} AND NOT version_line)
    file(STRINGS ${TANDEM_TORCH_INCLUDE}/${header} version_line REGEX "define TORCH_VERSION_(MAJOR|MINOR) ")
  endif()
endforeach()
string(REGEX MATCHALL "[0-9]+" TANDEM_TORCH_VERSION "${version_line}")
string(REPLACE ";" "." TANDEM_TORCH_VERSION "${TANDEM_TORCH_VERSION}")

set(TANDEM_TORCH_HAS_CUDA OFF)
set(libraries ${TANDEM_TORCH_LIBRARY_torch} ${TANDEM_TORCH_LIBRARY_torch_cpu} ${TANDEM_TORCH_LIBRARY_c10})
if(TANDEM_TORCH_LIBRARY_torch_cuda AND TANDEM_TORCH_LIBRARY_c10_cuda)
  set(TANDEM_TORCH_HAS_CUDA ON)
  list(APPEND libraries ${TANDEM_TORCH_LIBRARY_torch_cuda} ${TANDEM_TORCH_LIBRARY_c10_cuda})
endif()

add_library(tandem_torch INTERFACE IMPORTED)
target_include_directories(tandem_torch SYSTEM INTERFACE
  ${TANDEM_TORCH_INCLUDE} ${TANDEM_TORCH_INCLUDE}/torch/csrc/api/include)
target_link_libraries(tandem_torch INTERFACE ${libraries})
# The CUDA kernels register themselves when their library is loaded; no symbol of theirs is named.
target_link_options(tandem_torch INTERFACE LINKER:--no-as-needed)
# Before LibTorch, so that it is asked first: Python's LibTorch has functions of std::filesystem of its own, of an older
# standard library, and gives them to whoever asks.
target_link_options(tandem_torch INTERFACE -lstdc++)
# Nor may LibTorch take what is ours: oneDNN in Python's LibTorch found our instance of what std::call_once calls in
# place of its own, and a program that links both ended there, at its first convolution on the CPU.
target_link_options(tandem_torch INTERFACE LINKER:--version-script=${CMAKE_CURRENT_LIST_DIR}/own_once.map)
# What LibTorch itself needs, it finds by its own search paths when it is loaded: where a build runs there may be no
# NVIDIA driver, and another compiler than LibTorch's.
target_link_options(tandem_torch INTERFACE LINKER:--allow-shlib-undefined)

# Upstream's older builds use the old C++ ABI, and say so in their package file.
foreach(file "${Torch_DIR}/TorchConfig.cmake" "${TANDEM_TORCH_INCLUDE}/../share/cmake/Torch/TorchConfig.cmake")
  if(EXISTS ${file} AND NOT abi)
    file(STRINGS ${file} abi REGEX "_GLIBCXX_USE_CXX11_ABI=0")
  endif()
endforeach()
if(abi)
  target_compile_definitions(tandem_torch INTERFACE _GLIBCXX_USE_CXX11_ABI=0)
endif()
message(STATUS "LibTorch ${TANDEM_TORCH_VERSION} in ${TANDEM_TORCH_INCLUDE}, CUDA: ${TANDEM_TORCH_HAS_CUDA}")
