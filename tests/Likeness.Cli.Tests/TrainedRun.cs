namespace Likeness.Cli.Tests;

/// <summary>A run that the tests of a class share, in the folder "run" next to its data.</summary>
public sealed class TrainedRun : IAsyncLifetime
{
    public TemporaryFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        SmallRun.WriteData(Folder);
        (await Cli.RunAsync(Folder.FullPath, SmallRun.Train("run", 20))).Succeeded();
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
