using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Likeness.Bench;

/// <summary>
/// The processor time (user and system) of `likeness --version` from a published build, next to that of an empty program: the
/// median of ten starts of each, after two that warm the file cache. Needs bash.
/// </summary>
internal static class StartTime
{
    private static readonly Option<int> Starts = BenchOption.Count("--starts", "the number of starts of each", 10);

    private static readonly Option<bool> AsBuilt = BenchOption.Switch(
        "--as-built",
        "measure the program of this build alone, without publishing one"
    );

    /// <summary>The command: publishes both and prints their times.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "start",
            "Processor time of `likeness --version` from a published build",
            "--starts 1 --as-built",
            Run,
            Starts,
            AsBuilt
        );

    private static int Run(ParseResult given)
    {
        int starts = given.GetValue(Starts);
        if (given.GetValue(AsBuilt))
        {
            Show(Measure($"dotnet {FindBuilt()} --version", starts));
            return 0;
        }

        string folder = Directory.CreateTempSubdirectory("likeness-start-").FullName;
        try
        {
            string root = FindRoot();
            string empty = Path.Combine(folder, "empty");
            Directory.CreateDirectory(empty);
            File.WriteAllText(Path.Combine(empty, "Empty.cs"), "return 0;");
            File.WriteAllText(
                Path.Combine(empty, "Empty.csproj"),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <InvariantGlobalization>true</InvariantGlobalization>
                    <PublishReadyToRun>true</PublishReadyToRun>
                    <SelfContained>false</SelfContained>
                  </PropertyGroup>
                </Project>
                """
            );
            double baseline = Measure(Publish(empty, Path.Combine(folder, "empty"), "Empty"), starts);
            double ours = Measure(
                $"{Publish(Path.Combine(root, "src", "Likeness.Cli"), Path.Combine(folder, "likeness"), "Likeness.Cli")} --version",
                starts
            );
            Show(ours);
            Console.WriteLine($"an empty program     {baseline * 1e3:0} ms");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Show(double seconds) =>
        Console.WriteLine($"likeness --version   {seconds * 1e3:0} ms of processor time");

    /// <summary>Median seconds of user and system time of a command.</summary>
    private static double Measure(string command, int starts)
    {
        var times = new List<double>();
        for (int start = -2; start < starts; start++)
        {
            string text = Do("bash", "-c", $"TIMEFORMAT='%3U %3S'; {{ time {command} >/dev/null; }} 2>&1");
            double seconds = text.Split(' ').Sum(part => double.Parse(part, CultureInfo.InvariantCulture));
            if (start >= 0)
            {
                times.Add(seconds);
            }
        }

        return Median.Middle(times);
    }

    private static string Publish(string project, string output, string program)
    {
        Do("dotnet", "publish", project, "-c", "Release", "-o", output, "-nologo", "-v", "quiet", "-nodeReuse:false");
        return Path.Combine(output, program);
    }

    private static string Do(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{text}");
    }

    // Of the configuration and framework of this program.
    private static string FindBuilt()
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.Combine("src", "Likeness.Cli", "bin", here.Parent!.Name, here.Name, "Likeness.Cli.dll");
        return Path.Combine(FindRoot(), program);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Likeness.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new LikenessException("start: run it from a checkout of Likeness.");
    }
}
