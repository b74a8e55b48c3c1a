@echo off
rem Builds Likeness when its sources changed, then runs it.
setlocal
set "here=%~dp0"
where dotnet >nul 2>nul || (echo likeness needs the .NET 10 SDK: the command dotnet was not found. 1>&2 & exit /b 2)
set "log=%TEMP%\likeness-build-%RANDOM%.log"
dotnet build "%here%src\Likeness.Cli" -c Release -v quiet -nologo > "%log%" 2>&1
if errorlevel 1 (type "%log%" 1>&2 & del "%log%" & echo Likeness could not be built. 1>&2 & exit /b 1)
del "%log%"
dotnet "%here%src\Likeness.Cli\bin\Release\net10.0\Likeness.Cli.dll" %*
exit /b %errorlevel%
