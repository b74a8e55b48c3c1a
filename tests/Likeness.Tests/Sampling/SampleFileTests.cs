using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Png;
using Likeness.Interop;
using Likeness.Sampling;

namespace Likeness.Tests.Sampling;

public sealed class SampleFileTests : IDisposable
{
    private static readonly Table Pixel = new(
        [.. "xyrgb".Select(name => new Column(name.ToString()))],
        [0.5, 0.25, 1, 0, 0.2],
        new Picture(4, 4)
    );

    private readonly string folder = Directory.CreateTempSubdirectory("likeness-samples-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WritesACsv()
    {
        string path = Path.Combine(folder, "rows.CSV");
        SampleFile.Write(path, Pixel);
        Assert.Equal(Pixel.ToRowMajor(), CsvReader.Read(path).Table.ToRowMajor());
    }

    [Theory]
    [InlineData("rows.tsv", "x\ty\n1\t2\n")]
    [InlineData("rows.psv", "x|y\n1|2\n")]
    [InlineData("rows.txt", "x, y\n1, 2\n")]
    public void AnExtensionMayNameTheDelimiter(string name, string expected)
    {
        string path = Path.Combine(folder, name);
        var rows = new Table([new Column("x"), new Column("y")], [1, 2]);
        SampleFile.Write(path, rows.WrittenAs(new CsvDialect { SpaceAfterDelimiter = true }));
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void WritesAnArray()
    {
        string path = Path.Combine(folder, "rows.npy");
        SampleFile.Write(path, Pixel);
        var array = NpyReader.Read(path);
        Assert.Equal([1, 5], array.Shape);
        Assert.Equal(Pixel.ToRowMajor(), array.Values);
    }

    [Fact]
    public void DrawsAPictureUpright()
    {
        string path = Path.Combine(folder, "rows.png");
        SampleFile.Write(path, Pixel);
        var image = PngDecoder.Decode(File.ReadAllBytes(path), path);
        Assert.Equal([255, 0, 51], image.Pixel(2, 1).ToArray());
        Assert.Equal([255, 255, 255], image.Pixel(1, 2).ToArray());
    }

    [Fact]
    public void RefusesToDrawWhatIsNoPicture()
    {
        var rows = new Table([new Column("a")], [1]);
        Assert.Throws<LikenessException>(() => SampleFile.Write(Path.Combine(folder, "rows.png"), rows));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("rows.xlsx", "(use the extension .csv")]
    [InlineData("rows", "(use the extension")]
    [InlineData("absent/rows.csv", "does not exist")]
    public void RefusesWhatItCannotWrite(string name, string reason) =>
        Assert.Contains(
            reason,
            Assert.Throws<LikenessException>(() => SampleFile.Check(Path.Combine(folder, name))).Message
        );
}
