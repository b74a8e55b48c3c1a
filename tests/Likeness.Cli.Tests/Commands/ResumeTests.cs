using System.ComponentModel;
using System.Diagnostics;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Runs that are killed or stopped and then resumed give byte-identical results.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 1500;

    // So slow that the run does not end early for overfitting.
    private static readonly string[] Slow = ["--learning-rate", "1e-6", "--threads", "1"];

    private readonly TemporaryFolder folder = new();

    public ResumeTests() => SmallRun.WriteData(folder);

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task KilledAtRandomMomentsARunEndsInTheSameBytes()
    {
        LongTest.Require();
        var whole = await Measured.RunAsync(folder.FullPath, SmallRun.Train("whole", Epochs, Slow));
        whole.Result.Succeeded();
        var moments = new Random(1);
        int kills = 0;
        string[] command = SmallRun.Train("killed", Epochs, Slow);
        for (int attempt = 0; attempt < 6; attempt++)
        {
            using var process = Cli.Start(folder.FullPath, command);
            var end = Cli.FinishAsync(process);
            if (!await KillAsync(process, whole.Time * (0.1 + (0.6 * moments.NextDouble()))))
            {
                (await end).Succeeded();
                break;
            }

            await end;
            kills++;
            AssertNothingHalfWritten();
            command = File.Exists(folder["killed/run.json"])
                ? ["train", "--resume", "killed", "--threads", "1"]
                : command;
        }

        Assert.InRange(kills, 1, 6);
        // Even with a report: the last kill may have hit a resumed run that was already finished.
        (await Cli.RunAsync(folder.FullPath, command)).Succeeded();
        Assert.Equal(SmallRun.Hashes(folder["whole"]), SmallRun.Hashes(folder["killed"]));
        Assert.DoesNotContain(folder.Content, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task StoppedByCtrlCARunSaysHowToGoOn()
    {
        LongTest.Require();
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        string[] slow = ["--batch-size", "4", .. Slow]; // seconds, so that the first checkpoint is not the last
        (await Cli.RunAsync(folder.FullPath, SmallRun.Train("whole", 3000, slow))).Succeeded();
        var (signal, code) = await Signals.ChooseAsync(isInterrupt: true);
        using var process = Cli.Start(folder.FullPath, SmallRun.Train("stopped", 3000, slow));
        var end = Cli.FinishAsync(process);
        while (!File.Exists(folder["stopped/checkpoint.safetensors"]))
        {
            Assert.False(end.IsCompleted, "the run ended before its first checkpoint");
            await Task.Delay(20);
        }

        await Signals.SendAsync(process, signal);
        var result = await end;
        Assert.Equal(code, result.ExitCode);
        Assert.Contains("likeness train --resume stopped", result.Output);
        Assert.Empty(result.Error);
        (await Cli.RunAsync(folder.FullPath, "train", "--resume", "stopped", "--threads", "1")).Succeeded();
        Assert.Equal(SmallRun.Hashes(folder["whole"]), SmallRun.Hashes(folder["stopped"]));
    }

    [Fact]
    public async Task OneThreadAndTwoEndInTheSameBytes()
    {
        (await Cli.RunAsync(folder.FullPath, SmallRun.Train("one", 100, "--threads", "1"))).Succeeded();
        (await Cli.RunAsync(folder.FullPath, SmallRun.Train("two", 100, "--threads", "2"))).Succeeded();
        Assert.Equal(SmallRun.Hashes(folder["one"]), SmallRun.Hashes(folder["two"]));
    }

    [Fact]
    public async Task AFinishedRunIsTrainedForLonger()
    {
        (await Cli.RunAsync(folder.FullPath, SmallRun.Train("run", 3))).Succeeded();
        var result = await Cli.RunAsync(folder.FullPath, "train", "--resume", "run", "--epochs", "5");
        Assert.Contains("Resuming after epoch 3", result.Succeeded().Output);
        Assert.Equal(6, File.ReadAllLines(folder["run/history.csv"]).Length);
    }

    // Kills a process when it has used some processor time, which the load of the machine does not change; false if it ended before.
    private static async Task<bool> KillAsync(Process process, TimeSpan used)
    {
        try
        {
            while (!process.HasExited && process.TotalProcessorTime < used)
            {
                await Task.Delay(5);
                process.Refresh();
            }

            process.Kill(); // SIGKILL: no chance to tidy up
            await process.WaitForExitAsync();
            return process.ExitCode != 0;
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            return false; // it ended meanwhile
        }
    }

    // Every file with a final name is complete: JSON parses, and safetensors have the length that their header states.
    private void AssertNothingHalfWritten()
    {
        if (File.Exists(folder["killed/run.json"]))
        {
            System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder["killed/run.json"])).Dispose();
        }

        if (File.Exists(folder["killed/checkpoint.safetensors"]))
        {
            Likeness.Interop.SafetensorsFile.Read(folder["killed/checkpoint.safetensors"]);
        }
    }
}
