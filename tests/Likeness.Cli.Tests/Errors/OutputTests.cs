using System.Diagnostics;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Errors;

/// <summary>Output that cannot be written: one sentence and exit code 2; a training is done nevertheless.</summary>
public sealed class OutputTests : IClassFixture<GaussianRun>
{
    private readonly GaussianRun gaussian;

    public OutputTests(GaussianRun gaussian) => this.gaussian = gaussian;

    [SkippableTheory]
    [InlineData("models >/dev/full", "No space left on device")]
    [InlineData("models >&-", "Bad file descriptor")]
    [InlineData("sample run -n 5 >/dev/full", "No space left on device")]
    [InlineData("sample run -n 5 >&-", "Bad file descriptor")]
    [InlineData("sample run -n 5 --json >/dev/full", "No space left on device")]
    [InlineData("train gaussian --data points.csv --out full >/dev/full", "No space left on device")]
    public async Task ThatIsClosedOrFullIsSaid(string command, string why)
    {
        LongTest.RequireUnlessChosen(command);
        var result = await ShellAsync(command);
        Assert.Equal(2, result.ExitCode);
        // A slow machine shows the phase, too.
        string sentence = result.Error.Trim().Split('\n')[^1];
        Assert.Equal($"standard output cannot be written ({why}; redirect it to another place)", sentence);
        Assert.Equal(
            command.StartsWith("train", StringComparison.Ordinal),
            File.Exists(gaussian.Folder["full/report.html"])
        );
        if (command.StartsWith("train", StringComparison.Ordinal))
        {
            Directory.Delete(gaussian.Folder["full"], recursive: true);
        }
    }

    [SkippableFact]
    public async Task AnErrorThatNobodyCanReadIsStillAnError() =>
        Assert.Equal(2, (await ShellAsync("sample nowhere 2>/dev/full")).ExitCode);

    [SkippableFact]
    public async Task BillionsOfRowsAreSampledUntilNobodyReads()
    {
        LongTest.Require();
        var result = await ShellAsync("sample run -n 2147483647 | head -n 3");
        Assert.Equal(3, result.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("Broken pipe", result.Error);
    }

    [SkippableFact]
    public async Task AScreenThatNobodyReadsIsNoError() => Assert.Empty((await ShellAsync("models | head -n 1")).Error);

    [SkippableTheory]
    [InlineData("--out x.png", "a table of 2147483647 rows and 3 columns needs about 51.5 GB of memory")]
    [InlineData("--json", "a table of 2147483647 rows and 3 columns needs about 51.5 GB of memory")]
    public async Task RowsThatMustBeInMemoryAreRefused(string where, string part)
    {
        LongTest.Require();
        var result = await ShellAsync($"sample run -n 2147483647 {where}", "LIKENESS_MEMORY=1G");
        Assert.Contains(part, result.Sentence());
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task RowsForWhichTheDiskHasNoRoomAreRefused()
    {
        LongTest.Require();
        Skip.IfNot(Directory.Exists("/dev/shm"), "there is no small disk");
        string small = Path.Combine("/dev/shm", Path.GetRandomFileName());
        Directory.CreateDirectory(small);
        try
        {
            string path = Path.Combine(small, "x.csv");
            Skip.If(new DriveInfo(small).AvailableFreeSpace > 50e9, "the disk has room");
            string sentence = (await ShellAsync($"sample run -n 2147483647 --out {path}")).Sentence();
            Assert.Matches("x.csv: 2147483647 rows need about [0-9.]+ GB of disk, and", sentence);
            Assert.Empty(Directory.GetFileSystemEntries(small));
        }
        finally
        {
            Directory.Delete(small, recursive: true);
        }
    }

    private async Task<CliResult> ShellAsync(string command, string setting = "NO_COLOR=1")
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no /bin/sh");
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Cli.dll");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"NO_COLOR=1 {setting} dotnet '{program}' {command}"])
        {
            WorkingDirectory = gaussian.Folder.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        return await Cli.FinishAsync(process);
    }
}
