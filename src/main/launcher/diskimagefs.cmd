@echo off
rem Runs the jar that is beside this file with the java of JAVA_HOME, or of PATH.
rem DISKIMAGEFS_OPTS may hold more options for the JVM.
rem There are no blocks in parentheses, which a parenthesis in the name of a folder would end, and no
rem delayed expansion, which would take the ! of an image in an image.
setlocal EnableExtensions DisableDelayedExpansion
set "jar="
for %%j in ("%~dp0diskimagefs-*-all.jar") do set "jar=%%~fj"
if not defined jar goto nojar
if defined JAVA_HOME goto home
rem A bare java.exe would be looked for in the current folder first.
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if not defined java goto nojava
goto run
:home
set "java=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%java%" goto nohome
:run
rem Commands that decode much need the second compiler; it slows down the others.
set "compiler=-XX:TieredStopAtLevel=1"
for %%c in (cat extract x verify t hash) do if "%~1"=="%%c" set "compiler=-XX:+TieredCompilation"
"%java%" %compiler% -XX:+UseSerialGC -XX:-UsePerfData %DISKIMAGEFS_OPTS% -cp "%jar%" io.github.diskimagefs.cli.Main %*
exit /b %ERRORLEVEL%
:nojar
echo diskimagefs: there is no diskimagefs-VERSION-all.jar in "%~dp0">&2
exit /b 1
:nojava
echo diskimagefs: there is no java: install Java 17 or later, or set JAVA_HOME>&2
exit /b 1
:nohome
echo diskimagefs: JAVA_HOME has no bin\java.exe: "%JAVA_HOME:"=%">&2
exit /b 1
