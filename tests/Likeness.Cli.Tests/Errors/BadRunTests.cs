using System.Diagnostics;

namespace Likeness.Cli.Tests.Errors;

/// <summary>
/// Runs that are damaged, foreign, locked, or for which there is no disk space give one sentence, exit code 2, and no partial
/// files.
/// </summary>
public sealed class BadRunTests : IClassFixture<TrainedRun>, IDisposable
{
    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public BadRunTests(TrainedRun trained)
    {
        this.trained = trained;
        SmallRun.WriteData(folder);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sample run -n 3 --out x.csv")]
    [InlineData("train --resume run --epochs 30")]
    [InlineData("score run --data points.csv --out x.csv")]
    [InlineData("evaluate run")]
    public async Task ATruncatedCheckpointIsRefused(string arguments)
    {
        CopyRun();
        byte[] bytes = File.ReadAllBytes(folder["run/checkpoint.safetensors"]);
        folder.Write("run/checkpoint.safetensors", bytes[..(bytes.Length / 2)]);
        await RefusesAsync(arguments, "checkpoint.safetensors");
    }

    [Fact]
    public async Task ACheckpointOfAnotherShapeIsRefused()
    {
        CopyRun();
        (
            await Cli.RunAsync(folder.FullPath, [.. SmallRun.Train("other", 2), "--holdout", "0.1", "--warm-up", "1"])
        ).Succeeded();
        string text = File.ReadAllText(folder["run/run.json"]);
        folder.Write("run/run.json", text.Replace("\"hidden\": 16", "\"hidden\": 24", StringComparison.Ordinal));
        await RefusesAsync("sample run -n 3 --out x.csv", "checkpoint.safetensors", "shape");
    }

    [Theory]
    [InlineData("these are no weights", "checkpoint.safetensors")]
    [InlineData("", "checkpoint.safetensors")]
    public async Task AForeignCheckpointIsRefused(string content, string expected)
    {
        CopyRun();
        folder.Write("run/checkpoint.safetensors", content);
        await RefusesAsync("sample run -n 3 --out x.csv", expected);
    }

    [Theory]
    [InlineData("{", "run.json, line")]
    [InlineData("[]", "run.json, line")]
    [InlineData("{\"format\": 99}", "run.json")]
    [InlineData("null", "run.json")]
    public async Task AForeignRunFileIsRefused(string content, string expected)
    {
        CopyRun();
        folder.Write("run/run.json", content);
        await RefusesAsync("sample run -n 3 --out x.csv", expected);
    }

    [Fact]
    public async Task ARunOfAnUnknownModelIsRefused()
    {
        CopyRun();
        string text = File.ReadAllText(folder["run/run.json"]);
        folder.Write("run/run.json", text.Replace("\"realnvp\"", "\"realnvq\"", StringComparison.Ordinal));
        await RefusesAsync("sample run -n 3 --out x.csv", "'realnvq' is not a model", "did you mean realnvp?");
    }

    [Fact]
    public async Task DataThatChangedIsNoticed()
    {
        CopyRun();
        string text = File.ReadAllText(folder["run/run.json"]);
        string changed = Path.Combine(folder.FullPath, "points.csv");
        folder.Write("run/run.json", text.Replace(trained.Folder["points.csv"], changed, StringComparison.Ordinal));
        File.AppendAllText(changed, "1,1,1\n");
        await RefusesAsync("train --resume run --epochs 30", "the data differs from the run's data");
    }

    [Fact]
    public async Task AFolderInUseIsRefused()
    {
        CopyRun();
        using var held = new FileStream(folder["run/.lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await RefusesAsync("train --resume run --epochs 30", "another process");
    }

    [Fact]
    public async Task AFolderWithSomethingInItIsRefused()
    {
        CopyRun();
        string sentence = await RefusesAsync(string.Join(' ', SmallRun.Train("run", 3)), "not empty");
        Assert.Contains("--resume", sentence);
    }

    [SkippableTheory]
    [InlineData("points.csv")]
    [InlineData("points.csv/run")]
    [InlineData("/proc/likeness-run")]
    public async Task AFolderThatCannotBeMadeIsRefused(string output)
    {
        Skip.If(output[0] == '/' && !OperatingSystem.IsLinux(), "there is no /proc here");
        await RefusesAsync(string.Join(' ', SmallRun.Train(output, 3)), output.Split('/')[^1]);
    }

    [SkippableFact]
    public async Task AFullDiskLeavesNothingHalfWritten()
    {
        Directory.CreateDirectory(folder["small"]);
        Skip.IfNot(await MountAsync(folder["small"]), "a small disk cannot be mounted here");
        try
        {
            var result = await Cli.RunAsync(folder.FullPath, SmallRun.Train("small/run", 3));
            Assert.Contains("the disk is full", result.Sentence());
            Assert.Equal(
                ["small/run/run.json"],
                folder.Content.Where(name => name.StartsWith("small/run/", StringComparison.Ordinal))
            );
        }
        finally
        {
            await RunToolAsync("umount", folder["small"]);
        }
    }

    private static async Task<bool> MountAsync(string place) =>
        OperatingSystem.IsLinux() && await RunToolAsync("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", place);

    private static async Task<bool> RunToolAsync(string tool, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such tool
        }
    }

    private void CopyRun()
    {
        Directory.CreateDirectory(folder["run"]);
        foreach (string file in Directory.GetFiles(trained.Folder["run"]))
        {
            File.Copy(file, Path.Combine(folder["run"], Path.GetFileName(file)));
        }
    }

    private async Task<string> RefusesAsync(string arguments, params string[] parts)
    {
        var before = folder.Content.ToList();
        var result = await Cli.RunAsync(folder.FullPath, arguments.Split(' '));
        string sentence = result.Sentence();
        Assert.All(parts, part => Assert.Contains(part, sentence));
        Assert.Equal(before, folder.Content);
        return sentence;
    }
}
