@echo off
rem Runs the jar that is beside this file with the java of JAVA_HOME, or of PATH.
rem DISKIMAGEFS_OPTS may hold more options for the JVM.
setlocal
set "jar="
for %%j in ("%~dp0diskimagefs-*-all.jar") do set "jar=%%~fj"
if not defined jar (
  echo diskimagefs: there is no diskimagefs-VERSION-all.jar in %~dp0>&2
  exit /b 1
)
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
rem Commands that decode much need the second compiler; it slows down the others.
set "compiler=-XX:TieredStopAtLevel=1"
for %%c in (cat extract x verify t hash) do if "%~1"=="%%c" set "compiler=-XX:+TieredCompilation"
"%java%" %compiler% -XX:+UseSerialGC %DISKIMAGEFS_OPTS% -cp "%jar%" io.github.diskimagefs.cli.Main %*
exit /b %ERRORLEVEL%
