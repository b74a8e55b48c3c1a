using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Texts;

namespace Likeness.Tests.Modalities.Tables.Texts;

public sealed class DifferentTextsTests
{
    [Fact]
    public void ANumberStandsBeforeTheExtension()
    {
        string[] names = ["readme.md", "data-archive.tar.gz", "introduction.html", "https://site.org/abc/"];
        string[] texts = [.. Enumerable.Repeat(names, 10).SelectMany(one => one)];
        var kind = new TextKind([])
        {
            IsInvented = true,
            IsUnique = true,
            Spelling = TextSpelling.Fit(texts),
        };
        var filled = InventedTexts.Fill(Table.FromColumns([new("file") { Kind = kind }], [new double[100]]), 0, 1);
        string[] invented = [.. filled.ColumnValues(0).Select(filled.Columns[0].Kind.Write)];
        Assert.Equal(100, invented.Distinct().Count());
        Assert.Contains("readme2.md", invented);
        Assert.Contains("data-archive2.tar.gz", invented);
        Assert.Contains("https://site.org/abc2/", invented);
        Assert.All(invented, text => Assert.False(char.IsDigit(text[^1])));
    }
}
