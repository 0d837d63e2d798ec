#!/usr/bin/env bash
# filesystem_errors.sh TOP: what std::filesystem throws is no tandem::Error. Prints each call in core and storage that may
# throw it; core/base/file_system.h has the same for Error, and most functions take an error_code.
set -uo pipefail

cd "$1" || exit 1
calls='(std::filesystem|fs)::(absolute|canonical|weakly_canonical|copy|copy_file|create_director[a-z]+|current_path|equivalent|exists|file_size|is_[a-z_]+|last_write_time|read_symlink|remove|remove_all|rename|resize_file|space|status|temp_directory_path|recursive_directory_iterator|directory_iterator|relative|proximate)\([^)]'
# Given an error_code, a status that is known, or caught where the file translates it as a whole.
fine='\(([^()]|\([^()]*\))*\b(failure|ignored|unknown|isNotEmpty|status)\)|^(core/base/atomic_file|storage/import/file_listing)[.]cpp:|: *//'

if grep -rnE --include='*.cpp' --include='*.h' "$calls" core storage | grep -vE "$fine"; then
    echo "These may throw std::filesystem::filesystem_error." >&2
    exit 1
fi
