@echo off
rem Runs lw-migrate, and builds it first where it is not built yet. After a change of the sources:
rem mvn -Dmaven.test.skip=true package -pl migrate-cli -am
setlocal
if not defined LW_MIGRATE_NAME set "LW_MIGRATE_NAME=lw-migrate"
set "LW_MIGRATE_HOME=%~dp0"
set "LW_MIGRATE_JAR=%LW_MIGRATE_HOME%migrate-cli\target\lw-migrate.jar"
set "LW_MIGRATE_JAVA=java"
if defined JAVA_HOME set "LW_MIGRATE_JAVA=%JAVA_HOME%\bin\java"
if exist "%LW_MIGRATE_JAR%" goto run
echo lw-migrate: building; the first time this takes a few minutes ... 1>&2
pushd "%LW_MIGRATE_HOME%"
call mvn -q -Dmaven.test.skip=true -P-gates package -pl migrate-cli -am <nul 1>&2
popd
if not exist "%LW_MIGRATE_JAR%" (
  echo lw-migrate: the build failed, for the reason above. It needs JDK 17 and Maven 3.8.7 or later. 1>&2
  exit /b 3
)
:run
"%LW_MIGRATE_JAVA%" -Xlog:disable -Xlog:all=error:stderr -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow %LW_MIGRATE_JAVA_OPTS% -Dlwmigrate.name=%LW_MIGRATE_NAME% -jar "%LW_MIGRATE_JAR%" %*
exit /b %ERRORLEVEL%
