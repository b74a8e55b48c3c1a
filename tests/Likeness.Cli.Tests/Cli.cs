using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Likeness.Cli.Tests.Hosting;
using Likeness.Compute.Cpu;
using Likeness.Tests.House;

namespace Likeness.Cli.Tests;

/// <summary>Runs commands as a user would, each in its folder: in a process that they share, or in one of their own.</summary>
internal static class Cli
{
    // The cache folder of commands, such as for classifiers; it belongs to these tests and is deleted with them.
    private static readonly Lazy<string> DataFolder = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("likeness-data-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (HostPool pool in Hosts!.Values)
            {
                pool.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        };
        return folder;
    });

    // A guard against hanging: the machine may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // By environment variable and value; both empty for none.
    private static readonly ConcurrentDictionary<(string Variable, string Value), HostPool> Hosts = [];

    /// <summary>Runs a command to completion, in a process that has run others before it.</summary>
    public static Task<CliResult> RunAsync(string folder, params IReadOnlyList<string> arguments) =>
        RunUnderAsync(("", ""), folder, arguments);

    /// <summary>Runs a command to completion with an environment variable, in a process that has run others with it.</summary>
    public static Task<CliResult> RunUnderAsync(
        (string Variable, string Value) setting,
        string folder,
        params IReadOnlyList<string> arguments
    ) => Hosts.GetOrAdd(setting, one => new(() => StartHost(one), LogHost)).RunAsync(folder, arguments, Patience);

    /// <summary>Runs a command to completion in a process of its own.</summary>
    public static async Task<CliResult> RunAloneAsync(string folder, params IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Runs a command to completion with an environment variable, in a process of its own.</summary>
    public static async Task<CliResult> RunAloneUnderAsync(
        (string Variable, string Value) setting,
        string folder,
        params IReadOnlyList<string> arguments
    )
    {
        using var process = StartUnder(setting, folder, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Runs another program of the solution to completion.</summary>
    public static async Task<CliResult> RunProgramAsync(
        string program,
        string folder,
        params IReadOnlyList<string> arguments
    )
    {
        string path = Path.Combine(AppContext.BaseDirectory, program);
        using var process = Process.Start(Describe("dotnet", folder, [path, .. arguments]))!;
        return await FinishAsync(process);
    }

    /// <summary>Starts a command without waiting for it.</summary>
    public static Process Start(string folder, params IReadOnlyList<string> arguments) =>
        Process.Start(Describe("dotnet", folder, [ProgramPath, .. arguments]))!;

    /// <summary>Starts a command with an environment variable, without waiting for it.</summary>
    public static Process StartUnder(
        (string Variable, string Value) setting,
        string folder,
        IReadOnlyList<string> arguments
    )
    {
        var start = Describe("dotnet", folder, [ProgramPath, .. arguments]);
        start.Environment[setting.Variable] = setting.Value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for a process to exit and returns its output.</summary>
    public static async Task<CliResult> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The command ran longer than {Patience}: {await output}{await error}", late);
        }

        return new(process.ExitCode, await output, await error);
    }

    // .ci/run prints the file at its end.
    private static void LogHost(string line)
    {
        if (Environment.GetEnvironmentVariable("LIKENESS_HOST_LOG") is { Length: > 0 } path)
        {
            File.AppendAllText(path, line + Environment.NewLine);
        }
    }

    private static HostProcess StartHost((string Variable, string Value) setting)
    {
        var start = Describe("dotnet", AppContext.BaseDirectory, [typeof(CommandHost).Assembly.Location]);
        start.Environment[WorkerPool.Variable] = "1"; // as many hosts as processors run beside each other
        if (setting.Variable.Length > 0)
        {
            start.Environment[setting.Variable] = setting.Value;
        }

        return new(Process.Start(start)!);
    }

    // Not the copy in the folder of the tests, which lacks assemblies that the tests have from ASP.NET Core.
    private static string ProgramPath =>
        Path.Combine(
            Repository.Root,
            "src/Likeness.Cli",
            Path.GetRelativePath(Path.Combine(Repository.Root, "tests/Likeness.Cli.Tests"), AppContext.BaseDirectory),
            "Likeness.Cli.dll"
        );

    private static ProcessStartInfo Describe(string file, string folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("COLUMNS");
        start.Environment["LIKENESS_DATA"] = DataFolder.Value;
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }
}
