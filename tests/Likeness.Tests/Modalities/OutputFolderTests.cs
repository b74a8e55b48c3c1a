using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities;

/// <summary>Folders that cannot be written to are refused before the work.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void AFileInTheWayIsNamed()
    {
        string file = folder.At("taken");
        File.WriteAllText(file, "");
        string inside = Path.Combine(file, "more", "samples");
        Assert.Equal(
            $"{inside}: '{file}' is a file, not a folder (name another folder)",
            Assert.Throws<LikenessException>(() => ImageSampleFile.Check(inside)).Message
        );
        Assert.Throws<LikenessException>(() => ImageSampleFile.Check(file));
        Assert.Throws<LikenessException>(() => ImageSampleFile.Write(inside, new ImageSet(new(1, 1, 1), [0])));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AnEmptyNameIsRefused(string name) =>
        Assert.Throws<LikenessException>(() => ImageSampleFile.Check(name));

    [Fact]
    public void FoldersAreCreatedWithThoseAboveThem()
    {
        string path = folder.At("a/b/c");
        OutputFolder.Check(path);
        Assert.False(Directory.Exists(folder.At("a")));
        OutputFolder.Create(path);
        Assert.True(Directory.Exists(path));
    }

    public void Dispose() => folder.Dispose();
}
