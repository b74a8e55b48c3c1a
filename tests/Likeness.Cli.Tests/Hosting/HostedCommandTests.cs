using Likeness.Testing;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>A command that follows others in a process gives what it gives alone, to the byte.</summary>
public sealed class HostedCommandTests : IDisposable
{
    private readonly TemporaryFolder alone = new();
    private readonly TemporaryFolder hosted = new();

    public HostedCommandTests()
    {
        SmallRun.WriteData(alone);
        SmallRun.WriteData(hosted);
    }

    public void Dispose()
    {
        alone.Dispose();
        hosted.Dispose();
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task IsAsInAProcessOfItsOwn()
    {
        LongTest.Require();
        // Each leaves another state behind: output moved to standard error, an error, help.
        string[][] commands =
        [
            ["sample", "nowhere", "--json"],
            ["sample", "run", "-n", "5", "--seed", "4"],
            ["train", "realnvp", "--help"],
        ];
        (await Cli.RunAloneAsync(alone.FullPath, SmallRun.Train("run", 3))).Succeeded();
        (await Cli.RunAsync(hosted.FullPath, SmallRun.Train("run", 3))).Succeeded(); // what it prints has times
        foreach (string[] command in commands)
        {
            Assert.Equal(
                await Cli.RunAloneAsync(alone.FullPath, command),
                await Cli.RunAsync(hosted.FullPath, command)
            );
        }

        Assert.Equal(alone.Content, hosted.Content);
        Assert.Equal(SmallRun.Hashes(alone["run"]), SmallRun.Hashes(hosted["run"]));
    }
}
