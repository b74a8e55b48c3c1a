using Likeness.Runs;

namespace Likeness.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("likeness-run-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void TakesANewOrEmptyFolder()
    {
        string path = Path.Combine(root, "a", "b");
        Assert.Equal(Path.Combine(path, "run.json"), Create(path).RunFile);
        Assert.Empty(Directory.EnumerateFileSystemEntries(path));
        Create(path);
    }

    [Fact]
    public void RefusesAFolderThatHoldsSomething()
    {
        File.WriteAllText(Path.Combine(root, "note.txt"), "mine");
        var error = Assert.Throws<LikenessException>(() => Create(root));
        Assert.Equal($"{root}: the folder is not empty (name a new or empty one)", error.Message);
    }

    [Fact]
    public void SaysHowToGoOnWhereTheFolderIsARun()
    {
        File.WriteAllText(Path.Combine(root, "run.json"), "{}");
        var error = Assert.Throws<LikenessException>(() => Create(root));
        Assert.Contains("TrainedModel.Resume", error.Message);
    }

    [Fact]
    public void RefusesAFile()
    {
        string file = Path.Combine(root, "note.txt");
        File.WriteAllText(file, "mine");
        Assert.Throws<LikenessException>(() => Create(file));
        Assert.Throws<LikenessException>(() => RunFolder.Open(file));
    }

    [Fact]
    public void OpensOnlyRuns()
    {
        Assert.Contains(
            "no such run",
            Assert.Throws<LikenessException>(() => RunFolder.Open(root + "-absent")).Message
        );
        Assert.Contains("no run.json", Assert.Throws<LikenessException>(() => RunFolder.Open(root)).Message);
    }

    [Fact]
    public void IsHeldByOneProcessAtATime()
    {
        var folder = Create(Path.Combine(root, "run"));
        using (folder.Lock())
        {
            Assert.Contains("another process", Assert.Throws<LikenessException>(folder.Lock).Message);
        }

        folder.Lock().Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void RemovesLeftoversOnly()
    {
        File.WriteAllText(Path.Combine(root, "run.json"), "{}");
        File.WriteAllText(Path.Combine(root, ".checkpoint.safetensors.tmp"), "half");
        RunFolder.Open(root).RemoveLeftovers();
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName));
    }

    [Fact]
    public void LeavesNothingWhereNothingWasWritten()
    {
        var folder = Create(Path.Combine(root, "run"));
        folder.DiscardIfEmpty();
        Assert.False(Directory.Exists(folder.FullPath));
    }

    [Fact]
    public void TakesAFolderThatAKilledProcessLeftEmpty()
    {
        File.WriteAllText(Path.Combine(root, ".lock"), "");
        File.WriteAllText(Path.Combine(root, ".run.json.tmp"), "half");
        Create(root);
    }

    [Fact]
    public void IsNotTakenTwiceAtOnce()
    {
        RunFolder.Create(root, "x", out var hold);
        using (hold)
        {
            Assert.Contains("another process", Assert.Throws<LikenessException>(() => Create(root)).Message);
        }
    }

    private static RunFolder Create(string path)
    {
        var folder = RunFolder.Create(path, "x", out var hold);
        hold.Dispose();
        return folder;
    }
}
