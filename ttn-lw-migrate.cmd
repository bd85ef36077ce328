@echo off
rem The name that the published guides use.
setlocal
set "LW_MIGRATE_NAME=ttn-lw-migrate"
call "%~dp0lw-migrate.cmd" %*
exit /b %ERRORLEVEL%
