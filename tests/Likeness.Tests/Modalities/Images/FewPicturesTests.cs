using Likeness.Modalities.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Images;

/// <summary>The description of a handful of pictures says what to expect of them.</summary>
public sealed class FewPicturesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        1,
        "1 picture will mostly be copied: a model that makes new ones needs some hundreds, better thousands"
    )]
    [InlineData(
        5,
        "5 pictures will mostly be copied: a model that makes new ones needs some hundreds, better thousands"
    )]
    [InlineData(200, null)]
    public void AFewCanOnlyBeCopied(int count, string? line)
    {
        string path = TinyPictures.Folder(
            folder.At("folder"),
            Enumerable.Range(0, count).Select(i => ($"{i:00}.png", TinyPictures.Png(8, 8, 1, 2, (byte)i)))
        );
        var lines = ImageFilesDescription.Create(DataSource.FromFiles(path), 32).Lines;
        Assert.Equal(line, lines.ElementAtOrDefault(1));
    }
}
