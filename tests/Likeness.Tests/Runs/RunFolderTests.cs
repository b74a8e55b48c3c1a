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
        var folder = RunFolder.Create(path, "x");
        Assert.Equal(Path.Combine(path, "run.json"), folder.RunFile);
        Assert.Empty(Directory.EnumerateFileSystemEntries(path));
        RunFolder.Create(path, "x");
    }

    [Fact]
    public void RefusesAFolderThatHoldsSomething()
    {
        File.WriteAllText(Path.Combine(root, "note.txt"), "mine");
        var fault = Assert.Throws<LikenessException>(() => RunFolder.Create(root, "x"));
        Assert.Equal($"{root}: the folder is not empty (name a new or empty one)", fault.Message);
    }

    [Fact]
    public void SaysHowToGoOnWhereTheFolderIsARun()
    {
        File.WriteAllText(Path.Combine(root, "run.json"), "{}");
        var fault = Assert.Throws<LikenessException>(() => RunFolder.Create(root, "x"));
        Assert.Contains("--resume", fault.Message);
    }

    [Fact]
    public void RefusesAFile()
    {
        string file = Path.Combine(root, "note.txt");
        File.WriteAllText(file, "mine");
        Assert.Throws<LikenessException>(() => RunFolder.Create(file, "x"));
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
        var folder = RunFolder.Create(Path.Combine(root, "run"), "x");
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
        var folder = RunFolder.Create(Path.Combine(root, "run"), "x");
        folder.DiscardIfEmpty();
        Assert.False(Directory.Exists(folder.FullPath));
    }
}
