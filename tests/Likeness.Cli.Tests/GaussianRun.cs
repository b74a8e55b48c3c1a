namespace Likeness.Cli.Tests;

/// <summary>
/// A run of one Gaussian, whose results are known exactly. The tests of a class share it, in the folder "run" next to its data.
/// </summary>
public sealed class GaussianRun : IAsyncLifetime
{
    public TemporaryFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        SmallRun.WriteData(Folder);
        string[] train = ["train", "gaussian", "--data", "points.csv", "--seed", "5", "--out", "run"];
        (await Cli.RunAsync(Folder.FullPath, train)).Succeeded();
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
