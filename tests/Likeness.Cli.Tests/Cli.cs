using System.Diagnostics;
using System.Text;

namespace Likeness.Cli.Tests;

/// <summary>Runs the built program as a user would: in a process and a folder of its own.</summary>
internal static class Cli
{
    // The cache folder of commands, such as for classifiers; it belongs to these tests and is deleted with them.
    private static readonly Lazy<string> DataFolder = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("likeness-data-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command to completion.</summary>
    public static async Task<CliResult> RunAsync(string folder, params IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Runs a command to completion with an environment variable.</summary>
    public static async Task<CliResult> RunUnderAsync(
        (string Variable, string Value) setting,
        string folder,
        params IReadOnlyList<string> arguments
    )
    {
        var start = Describe("dotnet", folder, [ProgramPath, .. arguments]);
        start.Environment[setting.Variable] = setting.Value;
        using var process = Process.Start(start)!;
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

    private static string ProgramPath => Path.Combine(AppContext.BaseDirectory, "Likeness.Cli.dll");

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
        start.Environment["LIKENESS_DATA"] = DataFolder.Value;
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }
}
