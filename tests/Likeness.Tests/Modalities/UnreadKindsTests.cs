using Likeness.Modalities;
using Likeness.Testing;

namespace Likeness.Tests.Modalities;

public sealed class UnreadKindsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ffmpeg", "a.mp3", "b.mp3")]
    [InlineData("a folder of 2", "a.txt", "b.txt")]
    public void AFolderOfWhatIsNotReadSaysWhatIs(string expected, params string[] names)
    {
        foreach (string name in names)
        {
            folder.Text(name, "text");
        }

        Refuse(expected, folder.At("."));
    }

    [Fact]
    public void FilesThatDoNotGoTogetherSayHowTheyAreGiven()
    {
        Refuse("ffmpeg", folder.Text("a.flac", "x"));
        Refuse("one picture is no dataset", folder.Text("a.png", "x"));
        Refuse("text is read from one file", folder.Text("a.txt", "x"), folder.Text("b.txt", "y"));
    }

    [Theory]
    [InlineData("a.log", "text")]
    [InlineData("a.cs", "text")]
    [InlineData("a.md", "text")]
    [InlineData("a.csv", "table")]
    public void TextsHaveManyExtensions(string name, string kind) =>
        Assert.Equal(kind, ModalityRegistry.OfFiles([folder.Text(name, "One line of words.\nAnd another\n")]).Name);

    private static void Refuse(string expected, params string[] files) =>
        Assert.Contains(expected, Assert.Throws<LikenessException>(() => ModalityRegistry.OfFiles(files)).Message);
}
